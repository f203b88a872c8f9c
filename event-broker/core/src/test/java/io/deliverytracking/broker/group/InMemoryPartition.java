package io.deliverytracking.broker.group;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.protocol.Errors;

/**
 * A partition of {@code __consumer_offsets} in memory that can be told to be slow, to fail, and to forget
 * what it did not acknowledge.
 */
final class InMemoryPartition implements PartitionAppender, PartitionLoader {

    private final List<CoordinatorRecord> log = new ArrayList<>();
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private final List<Consumer<Errors>> heldLoads = new ArrayList<>();
    private boolean holding;
    private boolean holdingLoads;
    private Errors loadError = Errors.NONE;
    private Errors appendError = Errors.NONE;
    private int maxBatchSizeBytes = 1024 * 1024;
    private int appends;
    private int startOffset;

    @Override
    public void append(List<CoordinatorRecord> records, Consumer<Errors> completion) {
        appends++;
        if (appendError != Errors.NONE) {
            completion.accept(appendError);
            return;
        }
        log.addAll(records);
        if (holding || !pending.isEmpty()) {
            pending.add(new Pending(log.size(), records.size(), completion));
        } else {
            completion.accept(Errors.NONE);
        }
    }

    @Override
    public long logEndOffset() {
        return log.size();
    }

    @Override
    public void forgetBefore(long offset) {
        int unsafe = pending.isEmpty() ? log.size() : pending.peek().endOffset - pending.peek().count;
        if (offset < startOffset || offset > unsafe) {
            throw new AssertionError("a log from " + startOffset + " to " + log.size() + ", safe up to " + unsafe
                    + ", cannot start at " + offset);
        }
        startOffset = (int) offset;
    }

    /** The first record that a load finds. */
    int startOffset() {
        return startOffset;
    }

    @Override
    public int maxBatchSizeBytes() {
        return maxBatchSizeBytes;
    }

    @Override
    public void load(Consumer<CoordinatorRecord> sink, Consumer<Errors> completion) {
        List.copyOf(log.subList(startOffset, log.size())).forEach(sink);
        // What an earlier shard has in flight may still be lost: as long as it is, nobody may start from it.
        boolean isSafe = pending.isEmpty();
        if (holdingLoads) {
            heldLoads.add(completion);
        } else {
            completion.accept(isSafe ? loadError : Errors.COORDINATOR_LOAD_IN_PROGRESS);
        }
    }

    /** Loads do not end from here on. */
    void holdLoads() {
        holdingLoads = true;
    }

    /** The loads that did not end do so now, and later ones at once. */
    void releaseLoads() {
        holdingLoads = false;
        List<Consumer<Errors>> held = List.copyOf(heldLoads);
        heldLoads.clear();
        held.forEach(completion -> completion.accept(loadError));
    }

    /** The high watermark stands still from here on. */
    void hold() {
        holding = true;
    }

    /** The high watermark passes everything, now and from here on. */
    void release() {
        holding = false;
        while (!pending.isEmpty()) {
            pending.poll().completion.accept(Errors.NONE);
        }
    }

    /** The high watermark passes the oldest append. */
    void releaseOne() {
        pending.remove().completion.accept(Errors.NONE);
    }

    /** The oldest append in flight fails, and the later ones with it; the log keeps them, or loses them all. */
    void fail(Errors error, boolean recordsSurvive) {
        List<Pending> failed = new ArrayList<>(pending);
        pending.clear();
        if (!recordsSurvive) {
            int size = failed.get(0).endOffset - failed.get(0).count;
            log.subList(size, log.size()).clear();
        }
        failed.forEach(append -> append.completion.accept(error));
    }

    /** The process died: what was in flight is in the log or not, nobody is told. */
    void crash(boolean recordsSurvive) {
        if (!recordsSurvive && !pending.isEmpty()) {
            Pending first = pending.peek();
            log.subList(first.endOffset - first.count, log.size()).clear();
        }
        pending.clear();
        holding = false;
    }

    void failLoadsWith(Errors error) {
        loadError = error;
    }

    /** The log takes nothing from here on, as one on a full disk; NONE makes room. */
    void failAppendsWith(Errors error) {
        appendError = error;
    }

    void limitBatchesTo(int bytes) {
        maxBatchSizeBytes = bytes;
    }

    int inFlight() {
        return pending.size();
    }

    int appends() {
        return appends;
    }

    List<CoordinatorRecord> log() {
        return log;
    }

    void write(CoordinatorRecord record) {
        log.add(record);
    }

    /** What compaction would leave: the newest record of each key, and no tombstones. */
    Map<String, CoordinatorRecord> compacted() {
        Map<String, CoordinatorRecord> newest = new LinkedHashMap<>();
        for (CoordinatorRecord record : log) {
            String key = Arrays.toString(record.key());
            newest.remove(key);
            if (record.value() != null) {
                newest.put(key, record);
            }
        }
        return newest;
    }

    private record Pending(int endOffset, int count, Consumer<Errors> completion) {}
}
