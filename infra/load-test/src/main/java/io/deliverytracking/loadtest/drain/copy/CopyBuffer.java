package io.deliverytracking.loadtest.drain.copy;

import io.deliverytracking.events.v1.RiderLocation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/**
 * Rows of {@code rider_location} in the binary format of COPY, sent whenever some are together.
 *
 * <p>The same columns and values that the database writer stores; see its {@code LocationCopy} for a drawing of the format.
 *
 * <p>Threading: confined to one thread. Source: PostgreSQL documentation, COPY, "Binary Format".
 */
final class CopyBuffer {

    static final String SQL = "COPY rider_location (record_time, event_time, session, kafka_offset, order_id, rider_id,"
            + " sequence, latitude_e7, longitude_e7, kafka_partition, speed_cm_s, heading_deg, accuracy_m, status)"
            + " FROM STDIN BINARY";

    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final short FIELDS = 14;

    /** A count, a length for each field, 5 values of 8 bytes, 4 of 4, 5 of 2. */
    private static final int ROW_BYTES = Short.BYTES + FIELDS * Integer.BYTES + 5 * 8 + 4 * 4 + 5 * 2;

    private static final int CAPACITY = 64 * 1024;

    /** 2000-01-01T00:00:00Z, from which Postgres counts, in milliseconds since 1970. */
    private static final long POSTGRES_EPOCH_MS = 946_684_800_000L;

    private final ByteBuffer buffer = ByteBuffer.allocate(CAPACITY);

    /** The beginning of a COPY. */
    void begin() {
        buffer.clear();
        buffer.put(SIGNATURE).putInt(0).putInt(0);
    }

    void row(CopyIn copy, int partition, long offset, long recordTimeMs, RiderLocation location) throws SQLException {
        if (buffer.remaining() < ROW_BYTES) {
            send(copy);
        }
        buffer.putShort(FIELDS);
        time(recordTimeMs);
        time(location.getEventTimeMs());
        bigint(location.getSession());
        bigint(offset);
        if (location.hasOrderId()) {
            bigint(location.getOrderId());
        } else {
            buffer.putInt(-1);
        }
        integer(location.getRiderId());
        integer(location.getSequence());
        integer(location.getLatitudeE7());
        integer(location.getLongitudeE7());
        smallint(partition);
        smallint(location.getSpeedCmS());
        smallint(location.getHeadingDeg());
        smallint(location.getAccuracyM());
        smallint(location.getStatusValue());
    }

    /** The end of a COPY; returns how many rows the server took. */
    long end(CopyIn copy) throws SQLException {
        if (buffer.remaining() < Short.BYTES) {
            send(copy);
        }
        buffer.putShort((short) -1);
        send(copy);
        return copy.endCopy();
    }

    private void send(CopyIn copy) throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    private void time(long epochMs) {
        bigint((epochMs - POSTGRES_EPOCH_MS) * 1_000);
    }

    private void bigint(long value) {
        buffer.putInt(Long.BYTES).putLong(value);
    }

    private void integer(int value) {
        buffer.putInt(Integer.BYTES).putInt(value);
    }

    private void smallint(int value) {
        buffer.putInt(Short.BYTES).putShort((short) value);
    }
}
