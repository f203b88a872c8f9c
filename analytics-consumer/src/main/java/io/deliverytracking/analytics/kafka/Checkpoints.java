package io.deliverytracking.analytics.kafka;

import io.deliverytracking.analytics.domain.Refusals;
import io.deliverytracking.analytics.domain.WindowHistory;
import io.deliverytracking.analytics.journal.JournalEntry;
import io.deliverytracking.analytics.journal.JournalState;
import io.deliverytracking.analytics.journal.LogPartition;
import io.deliverytracking.analytics.journal.WindowJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the service remembers besides the log: closed windows in the journal, positions and rebuild points in Kafka.
 *
 * <p>Invariant: nothing is handed out to be committed before the journal has what was counted up to it. So the journal is
 * never behind a commit, and what it is ahead of it is not counted twice, because it says up to where it has counted. One that
 * was damaged or is missing may be behind: the farther of both holds.
 *
 * <p>Threading: any thread that may block; one at a time.
 *
 * <p>Failure: a journal that can't be opened stops the service. One that can't be written (a full disk) holds the commits back,
 * which shows as lag and in {@link JournalState}, and is tried again at the next turn; counting goes on.
 */
public final class Checkpoints implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Checkpoints.class);

    private final AnalyticsFeed feed;
    private final WindowHistory history;
    private final Refusals refusals;
    private final Path directory;
    private final Supplier<String> clusterId;
    private final JournalState state;
    private @Nullable WindowJournal journal;
    private boolean lossTold;

    Checkpoints(
            AnalyticsFeed feed,
            WindowHistory history,
            Refusals refusals,
            Path directory,
            Supplier<String> clusterId,
            JournalState state) {
        this.feed = feed;
        this.history = history;
        this.refusals = refusals;
        this.directory = directory;
        this.clusterId = clusterId;
        this.state = state;
    }

    /** Reads the journal of the cluster, once. */
    synchronized void open() {
        if (journal != null) {
            return;
        }
        try {
            journal = WindowJournal.open(directory, clusterId.get(), history, refusals);
        } catch (IOException e) {
            throw new UncheckedIOException("analytics.data-directory=" + directory + " cannot be used", e);
        }
    }

    /**
     * The start for a reader that knows what the journal has counted, and what this process has before its partitions were
     * taken from it without a last word.
     */
    synchronized StartPoint known(TopicPartition partition, StartPoint start) {
        LogPartition log = log(start.topicId(), partition.partition());
        long written = journal == null ? 0 : journal.countedUpTo(log);
        long counted = Math.max(written, feed.countedUpTo().getOrDefault(log, 0L));
        tellOfALoss(partition, start);
        return new StartPoint(start.point().countedUpTo(counted), start.topicId(), start.missed());
    }

    /** Once: a commit with a closed second says that there were windows, and a journal that is new has none of them. */
    private void tellOfALoss(TopicPartition partition, StartPoint start) {
        boolean hadWindows = start.point().position() > 0 && start.point().closedSecond() != Long.MIN_VALUE;
        if (hadWindows && !lossTold && journal != null && journal.isNew()) {
            lossTold = true;
            LOG.warnf(
                    "The journal of closed windows is empty or missing, though the commits in Kafka say that windows were"
                            + " counted: they are gone, unless another instance has them. "
                            + "directory=%s partition=%s committed=%d",
                    directory, partition, start.point().position());
        }
    }

    /** Writes the journal and says what to commit; nothing if nothing has changed, or if the journal can't be written. */
    synchronized Map<TopicPartition, OffsetAndMetadata> take() {
        return take(feed::takeCommits);
    }

    /** The same before all partitions go: whether or not anything has changed. */
    synchronized Map<TopicPartition, OffsetAndMetadata> takeLast() {
        return take(feed::takeLastCommits);
    }

    @Override
    public synchronized void close() throws IOException {
        if (journal != null) {
            journal.close();
            journal = null;
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> take(Supplier<Map<TopicPartition, OffsetAndMetadata>> source) {
        if (journal == null) {
            return Map.of();
        }
        try {
            Commits commits = new Commits(source);
            journal.append(commits);
            if (state.fault().isPresent()) {
                LOG.info("The journal of closed windows can be written again");
                state.written();
            }
            return commits.taken;
        } catch (IOException e) {
            if (state.fault().isEmpty()) {
                LOG.errorf(
                        "The journal of closed windows cannot be written, nothing is committed meanwhile: "
                                + "directory=%s fault=%s",
                        directory, e);
            }
            state.failing("the journal of closed windows in " + directory + " cannot be written: " + e);
            feed.commitFailed();
            return Map.of();
        }
    }

    /** Commits, and the journal entry of the same moment. */
    private final class Commits implements WindowJournal.EntrySource {

        private final Supplier<Map<TopicPartition, OffsetAndMetadata>> source;
        private Map<TopicPartition, OffsetAndMetadata> taken = Map.of();

        private Commits(Supplier<Map<TopicPartition, OffsetAndMetadata>> source) {
            this.source = source;
        }

        @Override
        public JournalEntry take(boolean everything) {
            synchronized (feed) {
                taken = source.get();
                return new JournalEntry(
                        feed.countedUpTo(),
                        everything ? refusals.takeAll() : refusals.takeChanged(),
                        everything ? history.takeAll() : history.takeChanged());
            }
        }
    }

    static LogPartition log(Uuid topicId, int partition) {
        return new LogPartition(
                new UUID(topicId.getMostSignificantBits(), topicId.getLeastSignificantBits()), partition);
    }
}
