package io.deliverytracking.dbwriter.persistence.trail;

import io.deliverytracking.dbwriter.domain.DeadLetterName;
import io.deliverytracking.dbwriter.domain.FakeRead;
import io.deliverytracking.dbwriter.domain.LogIdentity;
import io.deliverytracking.dbwriter.domain.LogPartition;
import io.deliverytracking.dbwriter.domain.PartitionRead;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a poll gives of one partition of the log, in arrays that are filled again for each poll. */
final class MadeRead implements PartitionRead {
    private final LogPartition partition;
    private long[] offsets = new long[64];
    private long[] timestampsMs = new long[64];
    private byte[][] values = new byte[64][];
    private int size;

    MadeRead(int partition) {
        this.partition = new LogPartition(FakeRead.LOCATIONS, partition);
    }

    void clear() {
        size = 0;
    }

    void add(long offset, long timestampMs, byte[] value) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, size * 2);
            timestampsMs = Arrays.copyOf(timestampsMs, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        offsets[size] = offset;
        timestampsMs[size] = timestampMs;
        values[size] = value;
        size++;
    }

    @Override
    public LogIdentity log() {
        return FakeRead.LOCATION_LOG;
    }

    @Override
    public LogPartition partition() {
        return partition;
    }

    @Override
    public long readFrom() {
        return size == 0 ? 0 : offsets[0];
    }

    @Override
    public long nextOffset() {
        return size == 0 ? 0 : offsets[size - 1] + 1;
    }

    @Override
    public @Nullable Integer leaderEpoch() {
        return null;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public PartitionRead slice(int from, int to) {
        throw new UnsupportedOperationException("a batch of this benchmark is stored as it is");
    }

    @Override
    public long offset(int index) {
        return offsets[index];
    }

    @Override
    public long timestampMs(int index) {
        return timestampsMs[index];
    }

    @Override
    public byte @Nullable [] key(int index) {
        return null;
    }

    @Override
    public byte[] value(int index) {
        return values[index];
    }

    @Override
    public Map<String, String> headers(int index) {
        return Map.of();
    }

    @Override
    public List<byte @Nullable []> rawHeaders(int index) {
        return List.of();
    }

    @Override
    public @Nullable DeadLetterName redriven(int index) {
        return null;
    }
}
