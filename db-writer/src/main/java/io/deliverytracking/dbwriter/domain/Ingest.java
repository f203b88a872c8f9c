package io.deliverytracking.dbwriter.domain;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Takes batches from the log to the store, one after the other, until each is stored or belongs to somebody else: in
 * parts as large and as soon as the {@link Pacing} allows, each part a transaction of its own.
 *
 * <table>
 * <caption>What follows from an attempt</caption>
 * <tr><th>outcome</th><th>then</th></tr>
 * <tr><td>stored</td><td>tell the listener, next batch</td></tr>
 * <tr><td>the cluster says that a topic is not the one any more</td><td>stop, see {@link OriginCheck}</td></tr>
 * <tr><td>store or cluster unavailable</td><td>pause with a bounded, growing backoff, same batch again</td></tr>
 * <tr><td>lost comparison, stored offset = end of our read</td><td>the attempt before had committed although its
 * answer was lost, or another writer stored the very same records: done</td></tr>
 * <tr><td>lost comparison otherwise</td><td>another writer was here: drop this partition's records, those of later parts
 * too, have the reader go to the stored offset, same part again without that partition</td></tr>
 * </table>
 *
 * <p>A part stays what it is until it is done, however the pace changes meanwhile: only so the stored offset tells whether
 * a commit whose answer was lost had been this one.
 *
 * <p>Invariant: a batch is left only when each of its partitions is stored, or is to be read again; nothing is stored
 * before it is proven from which log it came.
 *
 * <p>Threading: {@link #accept} is called by one thread at a time, which it blocks.
 */
public final class Ingest {
    private final LogDirectory logs;
    private final BatchStore store;
    private final StagedBatch staged;
    private final LogReader reader;
    private final IngestListener listener;
    private final Pacing pacing;
    private final Backoff backoff;
    private final Pause pause;

    /** The partitions of the present batch that are to be read again. */
    private final Set<LogPartition> leftToOthers = new HashSet<>();

    public Ingest(
            LogDirectory logs,
            BatchStore store,
            StagedBatch staged,
            LogReader reader,
            IngestListener listener,
            Pacing pacing,
            Backoff backoff,
            Pause pause) {
        this.logs = logs;
        this.store = store;
        this.staged = staged;
        this.reader = reader;
        this.listener = listener;
        this.pacing = pacing;
        this.backoff = backoff;
        this.pause = pause;
    }

    /**
     * Stores {@code batch}; returns early, with the batch stored or not, when the application stops.
     *
     * @return whether all of it is stored
     * @throws WrongLogException if the batch may be from another log than the one that its offsets count in
     */
    public boolean accept(ReadBatch batch) {
        // Once a batch, and now: the poll is over, and the answer comes while the batch is decoded.
        OriginCheck origin = OriginCheck.begin(logs, batch);
        leftToOthers.clear();
        ReadBatch remaining = batch;
        boolean goesOn = true;
        while (goesOn && !remaining.isEmpty()) {
            Turn turn = pacing.next(remaining);
            goesOn = await(turn) && storePart(remaining.first(turn.records()), origin);
            if (goesOn) {
                remaining = remaining.after(turn.records()).without(leftToOthers);
            }
        }
        staged.clear();
        return remaining.isEmpty() && leftToOthers.isEmpty();
    }

    private boolean await(Turn turn) {
        return turn.pauseNs() > 0 ? pause.await(Duration.ofNanos(turn.pauseNs())) : !pause.isStopping();
    }

    /** Returns whether nothing of it is left to do; false if the application stops before that. */
    private boolean storePart(ReadBatch part, OriginCheck origin) {
        ReadBatch remaining = part;
        int failures = 0;
        while (!remaining.isEmpty()) {
            if (pause.isStopping()) {
                return false;
            }
            try {
                remaining = watchedAttempt(remaining, origin);
                if (failures > 0) {
                    listener.onResumed();
                }
                failures = 0;
            } catch (UnavailableException e) {
                failures++;
                listener.onUnavailable(e, failures);
                if (!pause.await(backoff.pauseAfter(failures))) {
                    return false;
                }
            }
        }
        return true;
    }

    private ReadBatch watchedAttempt(ReadBatch batch, OriginCheck origin) {
        listener.onAttempt();
        try {
            return attempt(batch, origin);
        } finally {
            listener.onAttemptOver();
        }
    }

    private ReadBatch attempt(ReadBatch batch, OriginCheck origin) {
        long startNs = System.nanoTime();
        staged.load(batch);
        origin.await();
        long storeStartNs = System.nanoTime();
        StoreOutcome outcome = store.store(staged);
        if (outcome.isStored()) {
            pacing.stored(batch.recordCount(), System.nanoTime() - storeStartNs);
            listener.onStored(staged, outcome, System.nanoTime() - startNs);
            return batch.without(partitions(batch));
        }
        return afterLostComparison(batch, outcome.lost());
    }

    private ReadBatch afterLostComparison(ReadBatch batch, Map<LogPartition, Long> lost) {
        Set<LogPartition> gone = new HashSet<>();
        for (PartitionRead read : batch.reads()) {
            Long storedOffset = lost.get(read.partition());
            if (storedOffset == null) {
                continue;
            }
            gone.add(read.partition());
            if (storedOffset == read.nextOffset()) {
                listener.onFoundStored(read);
            } else {
                listener.onLostComparison(read, storedOffset);
                leftToOthers.add(read.partition());
                reader.readAgain(read.partition());
            }
        }
        return batch.without(gone);
    }

    private static Set<LogPartition> partitions(ReadBatch batch) {
        Set<LogPartition> partitions = new HashSet<>();
        batch.reads().forEach(read -> partitions.add(read.partition()));
        return partitions;
    }
}
