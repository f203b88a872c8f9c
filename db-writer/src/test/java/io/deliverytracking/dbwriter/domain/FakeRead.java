package io.deliverytracking.dbwriter.domain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A read made of given records, at consecutive offsets unless said otherwise. */
public final class FakeRead implements PartitionRead {
    public static final String LOCATIONS = "delivery-location-updates";
    public static final String ORDERS = "restaurant-updates";
    public static final LogIdentity LOCATION_LOG = new LogIdentity("cluster", new UUID(1, 1), LOCATIONS);
    public static final LogIdentity ORDER_LOG = new LogIdentity("cluster", new UUID(1, 2), ORDERS);

    /** When the records of a fake read were sent, unless said otherwise. */
    public static final long SENT_MS = Events.SESSION + 5_000;

    private record Entry(
            long offset,
            long timestampMs,
            byte @Nullable [] value,
            @Nullable DeadLetterName redriven) {}

    private final LogIdentity log;
    private final int partition;
    private final long readFrom;
    private final List<Entry> entries = new ArrayList<>();
    private Supplier<Integer> leaderEpoch = () -> 3;
    private long nextOffset;

    private FakeRead(LogIdentity log, int partition, long readFrom) {
        this.log = log;
        this.partition = partition;
        this.readFrom = readFrom;
        this.nextOffset = readFrom;
    }

    public static FakeRead of(LogIdentity log, int partition, long readFrom) {
        return new FakeRead(log, partition, readFrom);
    }

    public static FakeRead locations(int partition, long readFrom) {
        return new FakeRead(LOCATION_LOG, partition, readFrom);
    }

    public static FakeRead orders(int partition, long readFrom) {
        return new FakeRead(ORDER_LOG, partition, readFrom);
    }

    public FakeRead with(byte @Nullable [] value) {
        return with(SENT_MS, value);
    }

    public FakeRead with(long timestampMs, byte @Nullable [] value) {
        entries.add(new Entry(nextOffset++, timestampMs, value, null));
        return this;
    }

    /** A record that says to be the letter of this offset of the same partition, sent again. */
    public FakeRead redriven(long letterOffset, byte @Nullable [] value) {
        return redriven(new DeadLetterName(log.topicId(), partition, letterOffset), value);
    }

    public FakeRead redriven(DeadLetterName letter, byte @Nullable [] value) {
        entries.add(new Entry(nextOffset++, SENT_MS, value, letter));
        return this;
    }

    /** Offsets without a record, as control records and compaction leave them. */
    public FakeRead skipping(long offsets) {
        nextOffset += offsets;
        return this;
    }

    @Override
    public FakeRead slice(int from, int to) {
        FakeRead slice = new FakeRead(log, partition, from == 0 ? readFrom : offset(from));
        slice.entries.addAll(entries.subList(from, to));
        slice.nextOffset = to == size() ? nextOffset : offset(to);
        slice.leaderEpoch = leaderEpoch;
        return slice;
    }

    /** What asking for the leader epoch does. It is asked when the rows are written and the offsets are not. */
    public FakeRead leaderEpoch(Supplier<Integer> answer) {
        leaderEpoch = answer;
        return this;
    }

    @Override
    public LogIdentity log() {
        return log;
    }

    @Override
    public LogPartition partition() {
        return new LogPartition(log.topic(), partition);
    }

    @Override
    public long readFrom() {
        return readFrom;
    }

    @Override
    public long nextOffset() {
        return nextOffset;
    }

    @Override
    public @Nullable Integer leaderEpoch() {
        return leaderEpoch.get();
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public long offset(int index) {
        return entries.get(index).offset();
    }

    @Override
    public long timestampMs(int index) {
        return entries.get(index).timestampMs();
    }

    @Override
    public byte @Nullable [] key(int index) {
        return null;
    }

    @Override
    public byte @Nullable [] value(int index) {
        return entries.get(index).value();
    }

    @Override
    public Map<String, String> headers(int index) {
        return Map.of("source", "test");
    }

    @Override
    public List<byte @Nullable []> rawHeaders(int index) {
        return List.of("source".getBytes(StandardCharsets.UTF_8), "test".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable DeadLetterName redriven(int index) {
        return entries.get(index).redriven();
    }
}
