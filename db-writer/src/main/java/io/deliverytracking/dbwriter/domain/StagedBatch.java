package io.deliverytracking.dbwriter.domain;

import io.deliverytracking.events.EventFormatException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch decoded: rows for each table, and dead letters for what is no event. Reused from batch to batch.
 *
 * <p>Invariant: after {@link #load}, every record of the batch is exactly one row or exactly one dead letter.
 *
 * <p>Threading: confined to the thread that ingests.
 */
public final class StagedBatch {
    /** Dead letter reason of a record whose timestamp is absent or outside of what a timestamp column holds. */
    public static final String BAD_TIMESTAMP = "BAD_TIMESTAMP";

    /** 9999-12-31T23:59:59.999Z, as for event times. */
    private static final long MAX_TIMESTAMP_MS = 253_402_300_799_999L;

    private final String locationTopic;
    private final LocationRows locations = new LocationRows();
    private final OrderRows orders = new OrderRows();
    private final List<DeadLetter> undecodable = new ArrayList<>();
    private final List<Redriven> redriven = new ArrayList<>();
    private ReadBatch source = new ReadBatch(List.of());

    /** A stage for batches of two topics: this one holds locations, any other one holds order updates. */
    public StagedBatch(String locationTopic) {
        this.locationTopic = locationTopic;
    }

    /** Decodes {@code batch}, replacing what was staged before. */
    public void load(ReadBatch batch) {
        clear();
        source = batch;
        for (PartitionRead read : batch.reads()) {
            StagedRows rows = holdsLocations(read.partition()) ? locations : orders;
            for (int i = 0; i < read.size(); i++) {
                stage(rows, read, i);
            }
        }
    }

    /** Lets go of the records of the last batch. */
    public void clear() {
        locations.clear();
        orders.clear();
        undecodable.clear();
        redriven.clear();
        source = new ReadBatch(List.of());
    }

    private void stage(StagedRows rows, PartitionRead read, int index) {
        int row = decode(rows, read, index) ? rows.size() - 1 : Redriven.NO_ROW;
        DeadLetterName letter = read.redriven(index);
        if (letter != null) {
            Redriven again = new Redriven(read, index, letter, row);
            if (again.isPlausible()) {
                redriven.add(again);
            }
        }
    }

    private boolean decode(StagedRows rows, PartitionRead read, int index) {
        long timestampMs = read.timestampMs(index);
        if (timestampMs < 0 || timestampMs > MAX_TIMESTAMP_MS) {
            undecodable.add(new DeadLetter(
                    read, index, BAD_TIMESTAMP, "record timestamp " + timestampMs + " ms is not within 1970 to 9999"));
            return false;
        }
        try {
            rows.add(read, index);
            return true;
        } catch (EventFormatException e) {
            undecodable.add(new DeadLetter(read, index, e.reason().name(), String.valueOf(e.getMessage())));
            return false;
        }
    }

    /** Whether the partition belongs to the topic of locations. */
    public boolean holdsLocations(LogPartition partition) {
        return partition.topic().equals(locationTopic);
    }

    public ReadBatch source() {
        return source;
    }

    public LocationRows locations() {
        return locations;
    }

    public OrderRows orders() {
        return orders;
    }

    public List<DeadLetter> undecodable() {
        return undecodable;
    }

    /** The lowest record time among the positions of each read of the source, in its order; null for a read without any. */
    public @Nullable Long[] lowestRecordTimesMs() {
        List<PartitionRead> reads = source.reads();
        @Nullable Long[] lowest = new Long[reads.size()];
        int row = 0;
        for (int i = 0; i < lowest.length; i++) {
            // Rows lie in the order of the reads.
            long lowestMs = Long.MAX_VALUE;
            for (; row < locations.size() && locations.originRead(row) == reads.get(i); row++) {
                lowestMs = Math.min(lowestMs, locations.recordTimeMs(row));
            }
            lowest[i] = lowestMs == Long.MAX_VALUE ? null : lowestMs;
        }
        return lowest;
    }

    /** Records that are dead letters sent again, in the order of the log; they are among the rows, or undecodable. */
    public List<Redriven> redriven() {
        return redriven;
    }
}
