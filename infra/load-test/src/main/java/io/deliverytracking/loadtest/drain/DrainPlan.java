package io.deliverytracking.loadtest.drain;

import java.util.List;
import java.util.Map;

/**
 * One benchmark, decided. Immutable.
 *
 * @param rows in the topic
 * @param rounds how often the sides run that drain all of it, taking turns
 * @param debeziumRows most rows that Debezium's sink is asked for: it may be a hundred times slower
 * @param sides names of those that run
 * @param writerSettings of db-writer, beyond those of the demo
 * @param connectorSettings of Debezium's sink, beyond ours
 */
public record DrainPlan(
        long rows,
        int rounds,
        long debeziumRows,
        List<String> sides,
        Map<String, String> writerSettings,
        Map<String, String> connectorSettings) {

    /** Of a record in the log, measured: 77; a row with its index, 100; and what sorting the rows' places takes. */
    private static final long BYTES_A_ROW = 80 + 110 + 60;

    /** Write-ahead log, two JVMs' logs, an empty cluster. */
    private static final long FIXED_BYTES = 3L << 30;

    public DrainPlan {
        sides = List.copyOf(sides);
        writerSettings = Map.copyOf(writerSettings);
        connectorSettings = Map.copyOf(connectorSettings);
    }

    /** In the order in which they run. */
    public static List<String> allSides() {
        return List.of(BareCopySide.NAME, WriterSide.INGEST_NAME, WriterSide.NAME, ConnectSide.NAME);
    }

    /** Needed at the same time, for there is one table at a time. */
    public long diskBytes() {
        return rows * BYTES_A_ROW + FIXED_BYTES;
    }

    public boolean hasWriter() {
        return sides.contains(WriterSide.NAME) || sides.contains(WriterSide.INGEST_NAME);
    }

    public boolean hasDebezium() {
        return sides.contains(ConnectSide.NAME);
    }
}
