package io.deliverytracking.kafkaconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deliverytracking.events.LocationCodec;
import io.deliverytracking.events.v1.RiderLocation;
import io.deliverytracking.events.v1.RiderStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RiderLocationRowTest {

    private static final String TOPIC = "delivery-location-updates";
    private static final long SENT_MS =
            Instant.parse("2026-11-22T19:00:05.123Z").toEpochMilli();
    private static final long TAKEN_MS =
            Instant.parse("2026-11-22T19:00:04.007Z").toEpochMilli();

    private static final RiderLocation LOCATION = RiderLocation.newBuilder()
            .setSchemaVersion(LocationCodec.SCHEMA_VERSION)
            .setRiderId(4_711)
            .setSession(1_763_838_000_000L)
            .setSequence(42)
            .setOrderId(9_000_000_001L)
            .setEventTimeMs(TAKEN_MS)
            .setLatitudeE7(525_200_001)
            .setLongitudeE7(-134_050_002)
            .setSpeedCmS(512)
            .setHeadingDeg(359)
            .setAccuracyM(7)
            .setStatus(RiderStatus.RIDER_STATUS_TO_CUSTOMER)
            .build();

    private final RiderLocationRow transformation = new RiderLocationRow();

    @Test
    void everyColumnOfTheTableComesFromTheEventOrFromItsPlaceInTheLog() {
        Struct row = row(LOCATION);
        row.validate();
        assertThat(row.getString("record_time")).isEqualTo("2026-11-22T19:00:05.123Z");
        assertThat(row.getString("event_time")).isEqualTo("2026-11-22T19:00:04.007Z");
        assertThat(row.getInt64("session")).isEqualTo(1_763_838_000_000L);
        assertThat(row.getInt64("kafka_offset")).isEqualTo(5_000_000_000L);
        assertThat(row.getInt64("order_id")).isEqualTo(9_000_000_001L);
        assertThat(row.getInt32("rider_id")).isEqualTo(4_711);
        assertThat(row.getInt32("sequence")).isEqualTo(42);
        assertThat(row.getInt32("latitude_e7")).isEqualTo(525_200_001);
        assertThat(row.getInt32("longitude_e7")).isEqualTo(-134_050_002);
        assertThat(row.getInt16("kafka_partition")).isEqualTo((short) 11);
        assertThat(row.getInt16("speed_cm_s")).isEqualTo((short) 512);
        assertThat(row.getInt16("heading_deg")).isEqualTo((short) 359);
        assertThat(row.getInt16("accuracy_m")).isEqualTo((short) 7);
        assertThat(row.getInt16("status")).isEqualTo((short) RiderStatus.RIDER_STATUS_TO_CUSTOMER_VALUE);
        assertThat(row.schema().fields()).hasSize(14);
    }

    @Test
    void aRiderWithoutAnOrderHasNone() {
        Struct row = row(LOCATION.toBuilder().clearOrderId().build());
        row.validate();
        assertThat(row.get("order_id")).isNull();
    }

    @Test
    void whatTheSinkCommitsStaysThePlaceOfTheRecord() {
        SinkRecord record = transformation.apply(record(LocationCodec.encode(LOCATION)));
        assertThat(record.topic()).isEqualTo(TOPIC);
        assertThat(record.kafkaPartition()).isEqualTo(11);
        assertThat(record.kafkaOffset()).isEqualTo(5_000_000_000L);
        assertThat(record.key()).isNull();
        assertThat(record.timestamp()).isEqualTo(SENT_MS);
    }

    @Test
    void whatIsNoEventIsTheRecordsFaultAndNamesItsPlace() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> transformation.apply(record(new byte[] {1, 2, 3})))
                .withMessageContaining("delivery-location-updates-11@5000000000");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> transformation.apply(record(null)))
                .withMessageContaining("no location event at delivery-location-updates-11@5000000000");
    }

    @Test
    void aWrongConverterIsNamed() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> transformation.apply(record("text")))
                .withMessageContaining("ByteArrayConverter");
    }

    private Struct row(RiderLocation location) {
        return (Struct)
                transformation.apply(record(LocationCodec.encode(location))).value();
    }

    private static SinkRecord record(Object value) {
        return new SinkRecord(
                TOPIC,
                11,
                Schema.OPTIONAL_BYTES_SCHEMA,
                "4711".getBytes(StandardCharsets.UTF_8),
                Schema.OPTIONAL_BYTES_SCHEMA,
                value,
                5_000_000_000L,
                SENT_MS,
                TimestampType.CREATE_TIME);
    }
}
