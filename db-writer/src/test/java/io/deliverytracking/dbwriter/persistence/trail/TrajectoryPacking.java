package io.deliverytracking.dbwriter.persistence.trail;

import io.deliverytracking.dbwriter.persistence.trail.Fixes.Column;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/**
 * Packs rows of {@code rider_location} into rows of {@code rider_trajectory}: out by COPY, sorted by rider, minute by minute;
 * in by COPY, a transaction a minute. The raw rows stay: whoever asked drops them with their partition.
 *
 * <p>Threading: not thread-safe. Memory: two buffers of 64 KB; the server sorts.
 */
public final class TrajectoryPacking {
    /**
     * A minute's pages are found by the block range index, whatever the planner, who has no statistics, thinks of it; and
     * sorted within some memory and a file.
     */
    public static final String SESSION =
            "SET enable_seqscan = off; SET enable_indexscan = off; SET work_mem = '64MB'; SET max_parallel_workers_per_gather = 0";

    private static final String OUT = "COPY (SELECT rider_id, %s FROM rider_location"
            + " WHERE record_time >= to_timestamp(%d / 1000.0) AND record_time < to_timestamp(%d / 1000.0)"
            + " ORDER BY rider_id, record_time, session, sequence) TO STDOUT BINARY";
    private static final String IN = "COPY rider_trajectory (minute, rider_id, fix_count, fixes) FROM STDIN BINARY";

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int HEADER_BYTES = SIGNATURE.length + 2 * Integer.BYTES;
    private static final int BUFFER_BYTES = 64 * 1024;

    /** 2000-01-01T00:00:00Z in milliseconds since 1970. */
    private static final long POSTGRES_EPOCH_MS = 946_684_800_000L;

    private static final Column[] COLUMNS = Column.values();

    private final Connection from;
    private final Connection to;
    private final TrajectoryCodec codec = new TrajectoryCodec();
    private final Fixes fixes = new Fixes();
    private final ByteBuffer out = ByteBuffer.allocate(BUFFER_BYTES);
    private long packedRows;
    private long packedBytes;

    /** Packing from one connection to another one, which both are left in their settings. */
    public TrajectoryPacking(Connection from, Connection to) {
        this.from = from;
        this.to = to;
    }

    /** Packs what was sent from one time until just before another one, in whole minutes or parts; returns the fixes. */
    public long pack(long fromMs, long toMs) throws SQLException {
        from.setAutoCommit(true);
        try (Statement statement = from.createStatement()) {
            statement.execute(SESSION);
        }
        to.setAutoCommit(false);
        long count = 0;
        for (long startMs = fromMs; startMs < toMs; ) {
            long endMs = Math.min(toMs, Trajectory.minuteOf(startMs) + Trajectory.MINUTE_MS);
            count += packMinute(startMs, endMs);
            to.commit();
            startMs = endMs;
        }
        return count;
    }

    /** How many rows it has made. */
    public long packedRows() {
        return packedRows;
    }

    /** How many bytes the fixes in them take. */
    public long packedBytes() {
        return packedBytes;
    }

    private long packMinute(long startMs, long endMs) throws SQLException {
        StringBuilder names = new StringBuilder();
        for (Column column : COLUMNS) {
            names.append(names.isEmpty() ? "" : ", ").append(column.sqlName());
        }
        CopyOut rows = from.unwrap(PGConnection.class).getCopyAPI().copyOut(OUT.formatted(names, startMs, endMs));
        CopyIn packed = to.unwrap(PGConnection.class).getCopyAPI().copyIn(IN);
        try {
            out.clear();
            out.put(SIGNATURE).putInt(0).putInt(0);
            long count = 0;
            int rider = 0;
            boolean first = true;
            for (byte[] message = rows.readFromCopy(); message != null; message = rows.readFromCopy()) {
                ByteBuffer row = ByteBuffer.wrap(message);
                if (first) {
                    row.position(HEADER_BYTES);
                    first = false;
                }
                if (row.remaining() < Short.BYTES || row.getShort() < 0) {
                    continue;
                }
                row.getInt();
                int next = row.getInt();
                if (next != rider) {
                    flush(packed, startMs, rider);
                    rider = next;
                }
                add(row);
                count++;
            }
            flush(packed, startMs, rider);
            out.putShort((short) -1);
            send(packed);
            packed.endCopy();
            return count;
        } finally {
            if (packed.isActive()) {
                packed.cancelCopy();
            }
        }
    }

    private void add(ByteBuffer row) {
        fixes.add();
        for (Column column : COLUMNS) {
            int length = row.getInt();
            long value = switch (length) {
                case -1 -> 0;
                case Short.BYTES -> row.getShort();
                case Integer.BYTES -> row.getInt();
                case Long.BYTES -> row.getLong();
                default -> throw new IllegalStateException(column + " of " + length + " bytes");
            };
            fixes.set(column, column.isTime() ? millis(value) : value);
        }
    }

    private static long millis(long postgresMicros) {
        if (postgresMicros % 1000 != 0) {
            throw new IllegalStateException(postgresMicros + " us are no whole milliseconds, which the writer stores");
        }
        return postgresMicros / 1000 + POSTGRES_EPOCH_MS;
    }

    private void flush(CopyIn packed, long startMs, int rider) throws SQLException {
        if (fixes.size() == 0) {
            return;
        }
        int length = codec.encode(fixes);
        if (out.remaining() < length + 64) {
            send(packed);
        }
        out.putShort((short) 4);
        out.putInt(Long.BYTES).putLong((Trajectory.minuteOf(startMs) - POSTGRES_EPOCH_MS) * 1000);
        out.putInt(Integer.BYTES).putInt(rider);
        out.putInt(Short.BYTES).putShort((short) fixes.size());
        out.putInt(length).put(codec.buffer(), 0, length);
        packedRows++;
        packedBytes += length;
        fixes.clear();
    }

    private void send(CopyIn packed) throws SQLException {
        packed.writeToCopy(out.array(), 0, out.position());
        out.clear();
    }
}
