package io.deliverytracking.broker.group;

import io.deliverytracking.broker.common.Invariant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the log behind a shard short: says everything that lives once more at the log's end, and lets go of what lies
 * before.
 *
 * <pre>
 *   before   | a=1 b=1 a=2 c=1 a=3 -c a=4 ...
 *   while    | a=1 b=1 a=2 c=1 a=3 -c a=4 [ a=4   a=5   b=1 ]     what happens meanwhile is written as ever
 *   after                                 | a=4   a=5   b=1        the log starts here
 * </pre>
 *
 * <p>Invariant: from the first restated record on, the newest record of every live key is in the log. Each step reads
 * the state and is written within one turn, so no restated record can follow a newer one of its key; what changes
 * after the start is written after it. The log is cut only when the last restated record is durable.
 *
 * <p>Unlike Apache Kafka, whose log cleaner rewrites segments: the shard has in memory what the cleaner would have to
 * find out. A start then reads at most {@link LogGrowth#GROWTH} records for each that lives, or the smallest number worth it.
 *
 * <p>Threading: confined to the lane of the partition.
 *
 * <p>Failure: a shard that ends half way leaves a log that says some things twice; the next one begins anew. So does
 * this one, when the log has grown again, if a record is too large for a {@code max.message.bytes} that was lowered.
 */
final class Restatement {

    private static final Logger LOG = LoggerFactory.getLogger(Restatement.class);

    /** Records of one turn: some 100 kB, less than a millisecond of the lane. */
    private static final int RECORDS_OF_A_STEP = 1_000;

    private final int partition;
    private final GroupStore store;
    private final PartitionAppender log;
    private final LogGrowth growth;
    private final ArrayDeque<Key> pending = new ArrayDeque<>();
    private long restated;
    private long startOffset;
    private boolean underWay;

    /** What a record is about, and what holds for it when asked; null if nothing does any more. */
    private record Key(String groupId, Supplier<@Nullable GroupRecord> newest) {}

    Restatement(int partition, GroupStore store, PartitionAppender log, int smallestLog) {
        this.partition = partition;
        this.store = store;
        this.log = log;
        this.growth = new LogGrowth(smallestLog, store::liveRecords);
    }

    /** So many more records are in the log. */
    void onWritten(int records) {
        growth.onWritten(records);
    }

    /** Whether it is time to begin. */
    boolean isDue() {
        return !underWay && growth.isTime();
    }

    /** Notes what lives and where the log ends; {@link #step} does the rest, until nothing {@link #isPending()}. */
    void begin() {
        Invariant.check(!underWay, "one restatement at a time");
        underWay = true;
        startOffset = log.logEndOffset();
        growth.beginAnew();
        restated = 0;
        for (Group group : store.groups()) {
            String groupId = group.groupId();
            pending.add(new Key(groupId, () -> newestGeneration(groupId)));
            if (group instanceof ConsumerGroup consumers) {
                consumers
                        .liveRecords()
                        .forEach(record -> pending.add(new Key(groupId, () -> newestOfConsumers(record))));
            }
            for (Map.Entry<String, SortedMap<Integer, CommittedOffset>> topic :
                    store.offsets(groupId).byTopic().entrySet()) {
                topic.getValue()
                        .keySet()
                        .forEach(index ->
                                pending.add(new Key(groupId, () -> newestOffset(groupId, topic.getKey(), index))));
            }
        }
    }

    boolean isPending() {
        return underWay && !pending.isEmpty();
    }

    /** Restates as much as one batch takes; after the last of it, lets go of what lies before. */
    void step(Turn turn) {
        int count = 0;
        while (!pending.isEmpty() && count < RECORDS_OF_A_STEP) {
            GroupRecord record = pending.element().newest().get();
            if (record != null && !turn.tryRestate(record)) {
                break;
            }
            pending.remove();
            count += record == null ? 0 : 1;
        }
        restated += count;
        if (pending.isEmpty()) {
            turn.answer(Answer.of(offset -> end(offset), error -> {}), startOffset);
        } else if (count == 0) {
            giveUp();
        }
    }

    // What holds now; null if nothing does any more, which the log says behind the start.

    private @Nullable GroupRecord newestGeneration(String groupId) {
        GroupMetadata metadata = store.metadata(groupId);
        return metadata == null ? null : new GroupMetadataRecord(groupId, metadata);
    }

    private @Nullable GroupRecord newestOfConsumers(ConsumerGroupRecord record) {
        ConsumerGroup group = store.consumerGroup(record.groupId());
        return group == null ? null : record.newest(group);
    }

    private @Nullable GroupRecord newestOffset(String groupId, String topic, int index) {
        CommittedOffset committed = store.offsets(groupId).get(topic, index);
        return committed == null ? null : new OffsetRecord(groupId, topic, index, committed);
    }

    /** A record that was written once is too large for a batch by now: all that was said before has to stay. */
    private void giveUp() {
        LOG.warn(
                "{}-{}: the log is not shortened, a record of group {} no longer fits into max.message.bytes={}",
                GroupConfig.OFFSETS_TOPIC,
                partition,
                pending.element().groupId(),
                log.maxBatchSizeBytes());
        pending.clear();
        underWay = false;
    }

    private void end(long newStartOffset) {
        underWay = false;
        log.forgetBefore(newStartOffset);
        LOG.info(
                "{}-{}: restated {} records, what lies before offset {} is not needed any more",
                GroupConfig.OFFSETS_TOPIC,
                partition,
                restated,
                newStartOffset);
    }
}
