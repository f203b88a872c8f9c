package io.deliverytracking.broker.log.compaction;

import io.deliverytracking.broker.log.BatchReader;
import io.deliverytracking.broker.log.CleanedSegment;
import io.deliverytracking.broker.log.SealedSegment;
import io.deliverytracking.broker.record.BatchRewriter;
import io.deliverytracking.broker.record.BatchView;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The second pass over one group of segments: writes what stays of them into one.
 *
 * <p>A record below the end of the keys stays if it is the last of its key; a tombstone, moreover, only until its delete
 * horizon, which is set in the round that has looked at all of its batch, {@code delete.retention.ms} from now. By then the
 * records that it deletes are gone: they lie in earlier groups, swapped before this one, or in this one. So whoever reads from
 * the start to the end within that time sees either none of them or the tombstone too.
 *
 * <p>A batch stays, without records if need be, if it is the last of an idempotent producer that has not expired; or the last
 * of the group, so that segments go on to end where the next one starts. Unlike Apache Kafka, which keeps the last one of the
 * whole round.
 *
 * <p>Records without a key, from a time when the topic was not compacted, go.
 *
 * <p>Threading: one thread at a time, off the lane.
 * <p>Failure: a corrupt batch is reported with file and position, and ends the pass.
 */
final class GroupCleaner {

    /**
     * What holds for a whole group, decided on the lane.
     *
     * @param keys the last offsets of the keys
     * @param keysEndOffset up to where they were noted
     * @param lastOffsetsOfProducers which batches are the last of their producer
     * @param nowMs wall clock
     * @param deleteRetentionMs {@code delete.retention.ms}
     */
    record Rules(
            KeyOffsets keys,
            long keysEndOffset,
            Map<Long, Long> lastOffsetsOfProducers,
            long nowMs,
            long deleteRetentionMs) {}

    private final List<SealedSegment> group;
    private final Rules rules;
    private final CleanedSegment target;
    private final BatchRewriter rewriter = new BatchRewriter();
    private int index = -1;
    private @Nullable BatchReader reader;

    private long recordsDropped;
    private long bytesRead;
    private boolean changed;
    private long horizonMs;

    GroupCleaner(List<SealedSegment> group, Rules rules, CleanedSegment target) {
        this.group = List.copyOf(group);
        this.rules = rules;
        this.target = target;
        this.changed = group.size() > 1;
    }

    /** Reads about {@code bytes} more, and writes what stays of them. */
    CleaningStep step(int bytes) {
        if (index < 0) {
            target.create();
            index = 0;
        }
        long readBefore = bytesRead;
        long writtenBefore = target.sizeInBytes();
        boolean last = false;
        while (!last && bytesRead - readBefore < bytes) {
            BatchReader open = reader;
            if (open == null) {
                open = group.get(index).batches();
                reader = open;
            }
            if (open.next()) {
                bytesRead += open.batch().sizeInBytes();
                clean(open);
            } else {
                reader = null;
                index++;
                last = index == group.size();
            }
        }
        if (last) {
            target.finish();
        }
        return new CleaningStep(last, bytesRead - readBefore + target.sizeInBytes() - writtenBefore);
    }

    private void clean(BatchReader open) {
        BatchView batch = open.batch();
        SealedSegment segment = group.get(index);
        ByteBuffer before = bytesOf(batch);
        if (batch.isControl() || batch.baseOffset() >= rules.keysEndOffset()) {
            target.append(before);
            return;
        }
        horizonMs = batch.deleteHorizonMs();
        boolean whole = batch.lastOffset() < rules.keysEndOffset();
        boolean keepEmpty = isLastOfGroup(open) || isLastOfItsProducer(batch);
        ByteBuffer after = UnreadableBatch.guard(
                        segment,
                        open,
                        () -> Optional.ofNullable(rewriter.filter(
                                batch,
                                this::keeps,
                                keepEmpty,
                                whole
                                        ? saturatingAdd(rules.nowMs(), rules.deleteRetentionMs())
                                        : BatchView.NO_TIMESTAMP)))
                .orElse(null);
        recordsDropped += rewriter.droppedRecords();
        changed |= !before.equals(after);
        if (after != null) {
            target.append(after);
        }
    }

    private boolean keeps(long offset, @Nullable ByteBuffer key, boolean hasValue) {
        if (offset >= rules.keysEndOffset()) {
            return true;
        }
        if (key == null || rules.keys().get(key) > offset) {
            return false;
        }
        return hasValue || horizonMs == BatchView.NO_TIMESTAMP || rules.nowMs() < horizonMs;
    }

    private boolean isLastOfGroup(BatchReader open) {
        return index == group.size() - 1
                && open.position() + open.batch().sizeInBytes()
                        == group.get(index).sizeInBytes();
    }

    private boolean isLastOfItsProducer(BatchView batch) {
        return batch.hasProducerId()
                && Objects.equals(rules.lastOffsetsOfProducers().get(batch.producerId()), batch.lastOffset());
    }

    private static ByteBuffer bytesOf(BatchView batch) {
        return batch.buffer()
                .duplicate()
                .limit(batch.position() + batch.sizeInBytes())
                .position(batch.position());
    }

    private static long saturatingAdd(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    /** Whether the new segment differs from the old ones. If not, there is no need to swap it in. */
    boolean isChanged() {
        return changed;
    }

    long recordsDropped() {
        return recordsDropped;
    }

    long bytesRead() {
        return bytesRead;
    }
}
