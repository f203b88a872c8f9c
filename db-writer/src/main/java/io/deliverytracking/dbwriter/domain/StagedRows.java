package io.deliverytracking.dbwriter.domain;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Rows of one table on their way into the database, as columns: arrays that are reused from batch to batch,
 * no object a row. This base keeps where each row came from; subclasses keep the columns.
 *
 * <p>Invariant: row {@code i} of every column and of the origins belong together, {@code 0 <= i < size}.
 *
 * <p>Threading: confined to the thread that ingests. Memory: grows to the largest batch seen and stays.
 */
public abstract class StagedRows {
    private static final int INITIAL_CAPACITY = 1024;

    private PartitionRead[] originRead = new PartitionRead[INITIAL_CAPACITY];
    private int[] originIndex = new int[INITIAL_CAPACITY];
    private final BitSet refused = new BitSet();
    private int size;

    public final int size() {
        return size;
    }

    public final PartitionRead originRead(int row) {
        return originRead[row];
    }

    public final int originIndex(int row) {
        return originIndex[row];
    }

    /** Notes that the database refused a row: its record is a dead letter of this batch. */
    public final void refuse(int row) {
        refused.set(row);
    }

    /** Whether the database refused the row when the batch was last stored. */
    final boolean isRefused(int row) {
        return refused.get(row);
    }

    /** An attempt to store them begins anew: nothing is refused yet. */
    public final void forgetRefusals() {
        refused.clear();
    }

    /** Forgets all rows, and the records that they came from. */
    final void clear() {
        Arrays.fill(originRead, 0, size, null);
        refused.clear();
        size = 0;
    }

    /**
     * Decodes a record into the next row. When it throws, no row was added.
     *
     * @throws io.deliverytracking.events.EventFormatException if the record is no event of this table
     */
    final void add(PartitionRead read, int index) {
        if (size == originIndex.length) {
            int capacity = size * 2;
            originRead = Arrays.copyOf(originRead, capacity);
            originIndex = Arrays.copyOf(originIndex, capacity);
            grow(capacity);
        }
        decodeInto(size, read, index);
        originRead[size] = read;
        originIndex[size] = index;
        size++;
    }

    static int initialCapacity() {
        return INITIAL_CAPACITY;
    }

    abstract void grow(int capacity);

    abstract void decodeInto(int row, PartitionRead read, int index);
}
