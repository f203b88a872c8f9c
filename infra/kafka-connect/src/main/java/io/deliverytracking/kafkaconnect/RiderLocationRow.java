package io.deliverytracking.kafkaconnect;

import io.deliverytracking.events.EventFormatException;
import io.deliverytracking.events.LocationCodec;
import io.deliverytracking.events.v1.RiderLocation;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Makes a row of {@code rider_location} of a record with an encoded {@code RiderLocation}.
 *
 * <p>A transformation rather than a converter, because a converter never sees where a record stands and when it was sent, and the row
 * says both; Connect's own {@code InsertField} could add them, with a copy of the whole row each. So the worker's converter passes
 * bytes ({@code ByteArrayConverter}), and this is all the work on a record that is ours: one decoding, one {@code Struct}.
 *
 * <p>Times are Debezium's {@code ZonedTimestamp}, a text: its insert by UNNEST hands values to the driver as they are, and a text is
 * the only one of the types for a moment that a {@code timestamptz[]} can be made of.
 *
 * <p>Threading: a task has its own; the schema is shared. Failure: {@link DataException} for a record that is no event, which
 * Connect's {@code errors.tolerance} decides about.
 */
public final class RiderLocationRow implements Transformation<SinkRecord> {

    private static final Schema TIME = SchemaBuilder.string()
            .name("io.debezium.time.ZonedTimestamp")
            .version(1)
            .build();

    /** Columns and their types, by the names in the table. */
    static final Schema SCHEMA = SchemaBuilder.struct()
            .name("rider_location")
            .field("record_time", TIME)
            .field("event_time", TIME)
            .field("session", Schema.INT64_SCHEMA)
            .field("kafka_offset", Schema.INT64_SCHEMA)
            .field("order_id", Schema.OPTIONAL_INT64_SCHEMA)
            .field("rider_id", Schema.INT32_SCHEMA)
            .field("sequence", Schema.INT32_SCHEMA)
            .field("latitude_e7", Schema.INT32_SCHEMA)
            .field("longitude_e7", Schema.INT32_SCHEMA)
            .field("kafka_partition", Schema.INT16_SCHEMA)
            .field("speed_cm_s", Schema.INT16_SCHEMA)
            .field("heading_deg", Schema.INT16_SCHEMA)
            .field("accuracy_m", Schema.INT16_SCHEMA)
            .field("status", Schema.INT16_SCHEMA)
            .build();

    // A name would be looked up in a map for each value; a field is its own index.
    private static final Field RECORD_TIME = SCHEMA.field("record_time");
    private static final Field EVENT_TIME = SCHEMA.field("event_time");
    private static final Field SESSION = SCHEMA.field("session");
    private static final Field KAFKA_OFFSET = SCHEMA.field("kafka_offset");
    private static final Field ORDER_ID = SCHEMA.field("order_id");
    private static final Field RIDER_ID = SCHEMA.field("rider_id");
    private static final Field SEQUENCE = SCHEMA.field("sequence");
    private static final Field LATITUDE_E7 = SCHEMA.field("latitude_e7");
    private static final Field LONGITUDE_E7 = SCHEMA.field("longitude_e7");
    private static final Field KAFKA_PARTITION = SCHEMA.field("kafka_partition");
    private static final Field SPEED_CM_S = SCHEMA.field("speed_cm_s");
    private static final Field HEADING_DEG = SCHEMA.field("heading_deg");
    private static final Field ACCURACY_M = SCHEMA.field("accuracy_m");
    private static final Field STATUS = SCHEMA.field("status");

    private final TimeText recordTimes = new TimeText();
    private final TimeText eventTimes = new TimeText();
    private final DecodingMeter meter = new DecodingMeter(DecodingCost.ofProcess());

    @Override
    public SinkRecord apply(SinkRecord record) {
        long begin = meter.begin();
        SinkRecord row = record.newRecord(
                record.topic(), record.kafkaPartition(), null, null, SCHEMA, row(record), record.timestamp());
        meter.end(begin);
        return row;
    }

    private Struct row(SinkRecord record) {
        RiderLocation location = decode(record);
        Struct row = new Struct(SCHEMA)
                .put(RECORD_TIME, recordTimes.of(record.timestamp()))
                .put(EVENT_TIME, eventTimes.of(location.getEventTimeMs()))
                .put(SESSION, location.getSession())
                .put(KAFKA_OFFSET, record.kafkaOffset())
                .put(RIDER_ID, location.getRiderId())
                .put(SEQUENCE, location.getSequence())
                .put(LATITUDE_E7, location.getLatitudeE7())
                .put(LONGITUDE_E7, location.getLongitudeE7())
                .put(KAFKA_PARTITION, record.kafkaPartition().shortValue())
                .put(SPEED_CM_S, (short) location.getSpeedCmS())
                .put(HEADING_DEG, (short) location.getHeadingDeg())
                .put(ACCURACY_M, (short) location.getAccuracyM())
                .put(STATUS, (short) location.getStatusValue());
        if (location.hasOrderId()) {
            row.put(ORDER_ID, location.getOrderId());
        }
        return row;
    }

    private static RiderLocation decode(SinkRecord record) {
        Object value = record.value();
        if (value != null && !(value instanceof byte[])) {
            throw new DataException("the value at " + place(record) + " is a "
                    + value.getClass().getName()
                    + "; the worker's converter must be org.apache.kafka.connect.converters.ByteArrayConverter");
        }
        try {
            return LocationCodec.decode((byte[]) value);
        } catch (EventFormatException e) {
            throw new DataException("no location event at " + place(record) + ": " + e.getMessage(), e);
        }
    }

    private static String place(SinkRecord record) {
        return record.topic() + "-" + record.kafkaPartition() + "@" + record.kafkaOffset();
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // Nothing to set.
    }

    @Override
    public void close() {
        // Nothing to close.
    }
}
