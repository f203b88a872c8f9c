package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.ManualLane;
import io.deliverytracking.broker.port.MemoryStorage;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.record.BatchView;
import io.deliverytracking.broker.record.RecordBatches;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** One partition on a disk in memory, with a clock in the test's hand. */
final class LogFixture {

    static final TopicPartition PARTITION = new TopicPartition("riders", 0);
    static final String HOME = "riders-0";
    static final long START_MS = 1_700_000_000_000L;

    final MemoryStorage disk;
    final ManualLane lane;
    private final Map<String, String> properties = new LinkedHashMap<>();
    PartitionLog log;
    StorageException offlineCause;

    LogFixture(String... properties) {
        this(new MemoryStorage(), LogCheckpoint.NONE, properties);
    }

    LogFixture(MemoryStorage disk, LogCheckpoint checkpoint, String... properties) {
        this.disk = disk;
        this.lane = new ManualLane(START_MS, new Random(1));
        for (int i = 0; i < properties.length; i += 2) {
            this.properties.put(properties[i], properties[i + 1]);
        }
        open(checkpoint);
    }

    LogConfig config() {
        return LogConfig.fromProperties(properties);
    }

    LogServices services() {
        return new LogServices(lane, lane, lane, lane);
    }

    private void open(LogCheckpoint checkpoint) {
        disk.setNowMs(lane.wallClockMs());
        log = PartitionLog.open(
                PARTITION,
                Uuid.ZERO_UUID,
                disk.directory().directory(HOME),
                config(),
                services(),
                checkpoint,
                new PartitionLogListener() {
                    @Override
                    public void onOffline(PartitionLog log, StorageException cause) {
                        offlineCause = cause;
                    }

                    @Override
                    public void onCheckpointVoid(PartitionLog log) {}
                });
        // The registry's part: it made the directory.
        disk.directory().flush();
    }

    /** kill -9, and start again with what the checkpoint files would say. */
    void crash() {
        crash(new LogCheckpoint(log.recoveryPoint(), log.logStartOffset(), false));
    }

    void crash(LogCheckpoint checkpoint) {
        disk.kill();
        lane.kill();
        open(checkpoint);
    }

    /** A clean stop and start. */
    void restart() {
        LogCheckpoint checkpoint = new LogCheckpoint(log.logEndOffset(), log.logStartOffset(), true);
        log.close();
        crash(checkpoint);
    }

    AppendResult append(RecordBatches batches) {
        return log.append(batches, AppendOrigin.CLIENT, 0, lane.wallClockMs());
    }

    AppendResult append(RecordBatches batches, int leaderEpoch) {
        return log.append(batches, AppendOrigin.CLIENT, leaderEpoch, lane.wallClockMs());
    }

    /** Appends one batch of {@code count} records with the current time. */
    AppendResult append(int count) {
        return append(TestBatches.batch(count, lane.wallClockMs()));
    }

    /** Appends a hundred batches of one to four records, somewhat out of order in time. */
    void appendHundredBatches() {
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            append(TestBatches.of()
                    .records(1 + random.nextInt(4))
                    .timestamp(lane.wallClockMs() - random.nextInt(500))
                    .build());
            lane.advance(10);
        }
    }

    String segmentFile(long baseOffset, String suffix) {
        return HOME + "/" + LogFileNames.ofOffset(baseOffset, suffix);
    }

    /** Every batch from {@code offset} to the end, as [base offset, last offset], read in slices of {@code maxBytes}. */
    List<long[]> readAll(long offset, int maxBytes) {
        List<long[]> batches = new ArrayList<>();
        long next = offset;
        while (next < log.logEndOffset()) {
            ByteBuffer bytes =
                    log.read(next, maxBytes, Long.MAX_VALUE, true).load().buffer();
            BatchView view = new BatchView();
            if (!bytes.hasRemaining()) {
                throw new AssertionError("nothing to read at " + next + " of " + log);
            }
            for (int p = bytes.position(); p < bytes.limit(); p += view.sizeInBytes()) {
                view.wrap(bytes, p);
                batches.add(new long[] {view.baseOffset(), view.lastOffset()});
                next = view.nextOffset();
            }
        }
        return batches;
    }
}
