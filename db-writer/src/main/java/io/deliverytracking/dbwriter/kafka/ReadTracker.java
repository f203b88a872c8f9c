package io.deliverytracking.dbwriter.kafka;

import io.deliverytracking.dbwriter.domain.LogIdentity;
import io.deliverytracking.dbwriter.domain.PartitionRead;
import io.deliverytracking.dbwriter.domain.ReadBatch;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * From which position to which one each poll read, per partition.
 *
 * <p>The records alone do not tell: control records and compaction leave gaps between polls, and a poll that waits for
 * the worker may be from before a seek. So the position is followed here: set by {@link #positioned} at
 * every seek, moved by {@link #onPolled} within every poll, and matched with the records when they arrive at the worker
 * in {@link #take}.
 *
 * <p>Invariant: a read given by {@code take} contains every record of its partition from {@code readFrom} up to
 * {@code nextOffset}; reads of one partition since its last seek join without gap, or the fence finds the gap (their
 * {@code readFrom} is compared with the stored offset).
 *
 * <p>Threading: {@code positioned}, {@code forget} and {@code onPolled} on the polling thread, {@code take} on the
 * worker, {@code forget} also there; all guarded by this object's monitor.
 */
@Singleton
final class ReadTracker {
    private final Map<TopicPartition, Track> tracks = new HashMap<>();

    /** Where a partition's reader stands. */
    record Position(LogIdentity log, long offset) {}

    /** The reader was sought to {@code offset}: what was polled before is void. */
    synchronized void positioned(TopicPartition partition, LogIdentity log, long offset) {
        tracks.put(partition, new Track(log, offset));
    }

    /** The partition is not ours any more, or will be sought soon: what was polled before is void. */
    synchronized void forget(TopicPartition partition) {
        tracks.remove(partition);
    }

    /** A poll came back. A partition without a record keeps its position: its worker will not hear of this poll. */
    synchronized void onPolled(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, OffsetAndMetadata> nextOffsets = records.nextOffsets();
        for (TopicPartition partition : records.partitions()) {
            Track track = tracks.get(partition);
            List<ConsumerRecord<byte[], byte[]>> polled = records.records(partition);
            if (track != null && !polled.isEmpty()) {
                OffsetAndMetadata next = nextOffsets.get(partition);
                if (next == null) {
                    throw new IllegalStateException("poll with records but without position for " + partition);
                }
                track.onPolled(polled, next.offset());
            }
        }
    }

    /** The records of a poll as they arrive at the worker, without those that are void by now. */
    synchronized ReadBatch take(ConsumerRecords<byte[], byte[]> records) {
        List<PartitionRead> reads = new ArrayList<>();
        for (TopicPartition partition : records.partitions()) {
            Track track = tracks.get(partition);
            List<ConsumerRecord<byte[], byte[]>> polled = records.records(partition);
            Polled match = track == null || polled.isEmpty() ? null : track.match(polled);
            if (track != null && match != null) {
                reads.add(new KafkaPartitionRead(track.log, partition, polled, match.readFrom, match.nextOffset));
            }
        }
        return new ReadBatch(reads);
    }

    synchronized Map<TopicPartition, Position> positions() {
        Map<TopicPartition, Position> positions = new HashMap<>();
        tracks.forEach((partition, track) -> positions.put(partition, new Position(track.log, track.position)));
        return positions;
    }

    /** One poll of one partition, on its way to the worker. */
    private record Polled(long readFrom, long nextOffset, long firstOffset, long lastOffset) {
        boolean holds(List<ConsumerRecord<byte[], byte[]>> records) {
            return records.get(0).offset() == firstOffset
                    && records.get(records.size() - 1).offset() == lastOffset;
        }
    }

    private static final class Track {
        private final LogIdentity log;
        private final Deque<Polled> inFlight = new ArrayDeque<>();
        private long position;

        Track(LogIdentity log, long position) {
            this.log = log;
            this.position = position;
        }

        void onPolled(List<ConsumerRecord<byte[], byte[]>> records, long nextOffset) {
            long first = records.get(0).offset();
            long last = records.get(records.size() - 1).offset();
            if (first < position || nextOffset <= last) {
                throw new IllegalStateException("poll of offsets " + first + " to " + last + " with next offset "
                        + nextOffset + " at position " + position);
            }
            inFlight.add(new Polled(position, nextOffset, first, last));
            position = nextOffset;
        }

        /** A poll from before the last seek matches nothing, unless it read the very same records: then it is as good. */
        @Nullable
        Polled match(List<ConsumerRecord<byte[], byte[]>> records) {
            for (Polled polled : inFlight) {
                if (polled.holds(records)) {
                    dropThrough(polled);
                    return polled;
                }
            }
            return null;
        }

        private void dropThrough(Polled polled) {
            Iterator<Polled> oldest = inFlight.iterator();
            Polled dropped;
            do {
                dropped = oldest.next();
                oldest.remove();
            } while (!dropped.equals(polled));
        }
    }
}
