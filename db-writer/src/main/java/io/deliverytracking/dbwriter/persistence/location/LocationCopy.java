package io.deliverytracking.dbwriter.persistence.location;

import io.deliverytracking.dbwriter.domain.LocationRows;
import io.deliverytracking.dbwriter.domain.RowOrder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows of {@code rider_location} as {@code COPY … FROM STDIN BINARY}, encoded column by column into one buffer that
 * is sent whenever it is full: no object a row, memory independent of the batch, and the server works on a chunk
 * while the next is encoded.
 *
 * <pre>
 * header   "PGCOPY\n" FF 0D 0A 00 | flags int32 = 0 | extension length int32 = 0
 * row      field count int16 | field…
 * field    length int32, -1 for null | bytes, big endian
 * trailer  int16 = -1
 * </pre>
 *
 * <p>Timestamps are microseconds since 2000-01-01 UTC.
 *
 * <p>Threading: confined to the thread that ingests; the buffer is reused.
 *
 * <p>Source: PostgreSQL documentation, COPY, "Binary Format".
 */
public final class LocationCopy implements LocationWriter {
    private static final String SQL = "COPY rider_location (record_time, event_time, session, kafka_offset, order_id,"
            + " rider_id, sequence, latitude_e7, longitude_e7, kafka_partition, speed_cm_s, heading_deg, accuracy_m,"
            + " status) FROM STDIN BINARY";

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final short FIELDS = 14;

    /** 2 for the count, 14 lengths of 4, and 5 x 8 + 4 x 4 + 5 x 2 bytes of values. */
    private static final int MAX_ROW_BYTES = 2 + FIELDS * 4 + 5 * 8 + 4 * 4 + 5 * 2;

    /** About 500 rows: large against the 8 KiB of the driver, small against a core's cache. */
    private static final int BUFFER_BYTES = 64 * 1024;

    /** 2000-01-01T00:00:00Z in milliseconds since 1970. */
    private static final long POSTGRES_EPOCH_MS = 946_684_800_000L;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;

    @Override
    public void write(Connection connection, LocationRows rows, RowOrder order, int from, int to) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(SQL);
        try {
            position = 0;
            putHeader();
            for (int place = from; place < to; place++) {
                if (BUFFER_BYTES - position < MAX_ROW_BYTES) {
                    copy.writeToCopy(buffer, 0, position);
                    position = 0;
                }
                putRow(rows, order.row(place));
            }
            if (BUFFER_BYTES - position < Short.BYTES) {
                copy.writeToCopy(buffer, 0, position);
                position = 0;
            }
            putShort((short) -1);
            copy.writeToCopy(buffer, 0, position);
            long copied = copy.endCopy();
            if (copied != to - from) {
                throw new IllegalStateException("copied " + copied + " rows of " + (to - from));
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void putHeader() {
        System.arraycopy(SIGNATURE, 0, buffer, position, SIGNATURE.length);
        position += SIGNATURE.length;
        putInt(0);
        putInt(0);
    }

    private void putRow(LocationRows rows, int row) {
        putShort(FIELDS);
        putTimeField(rows.recordTimeMs(row));
        putTimeField(rows.eventTimeMs(row));
        putLongField(rows.session(row));
        putLongField(rows.offset(row));
        if (rows.orderId(row) == LocationRows.NO_ORDER) {
            putInt(-1);
        } else {
            putLongField(rows.orderId(row));
        }
        putIntField(rows.riderId(row));
        putIntField(rows.sequence(row));
        putIntField(rows.latitudeE7(row));
        putIntField(rows.longitudeE7(row));
        putShortField(rows.partition(row));
        putShortField(rows.speedCmS(row));
        putShortField(rows.headingDeg(row));
        putShortField(rows.accuracyM(row));
        putShortField(rows.status(row));
    }

    private void putTimeField(long epochMs) {
        putLongField((epochMs - POSTGRES_EPOCH_MS) * 1000);
    }

    private void putLongField(long value) {
        putInt(Long.BYTES);
        LONG.set(buffer, position, value);
        position += Long.BYTES;
    }

    private void putIntField(int value) {
        putInt(Integer.BYTES);
        putInt(value);
    }

    private void putShortField(short value) {
        putInt(Short.BYTES);
        putShort(value);
    }

    private void putInt(int value) {
        INT.set(buffer, position, value);
        position += Integer.BYTES;
    }

    private void putShort(short value) {
        SHORT.set(buffer, position, value);
        position += Short.BYTES;
    }
}
