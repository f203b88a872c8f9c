package io.deliverytracking.dbwriter.kafka;

import io.deliverytracking.dbwriter.domain.LogBounds;
import io.deliverytracking.dbwriter.domain.LogPartition;
import io.deliverytracking.dbwriter.kafka.LogAdmin.LogState;
import io.deliverytracking.dbwriter.kafka.ReadTracker.Position;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Compares, every few seconds, what is being read with what the cluster has. While no batch arrives, nobody else would
 * notice that a topic was created anew (the client waits in the new one, at its old position), or that retention
 * overtook the reader (the client only fails its polls, because {@code auto.offset.reset=none} forbids it to jump).
 *
 * <p>What does arrive is checked batch by batch, by {@link io.deliverytracking.dbwriter.domain.Ingest}.
 *
 * <p>What does not fit is read again from the stored offset, and that decides: go on, note a gap, or stop.
 *
 * <p>Threading: one check at a time, on a scheduler's thread.
 */
@ApplicationScoped
public class LogWatch {
    private static final Logger LOG = Logger.getLogger(LogWatch.class);

    private final ReadTracker tracker;
    private final LogAdmin logs;
    private final StoredOffsetReader reader;

    public LogWatch(ReadTracker tracker, LogAdmin logs, StoredOffsetReader reader) {
        this.tracker = tracker;
        this.logs = logs;
        this.reader = reader;
    }

    /** Checks every partition that is being read. A cluster that does not answer is no news. */
    public void check() {
        // Positions first: the log only grows afterwards, so a position beyond its end is really beyond it.
        Map<TopicPartition, Position> positions = tracker.positions();
        if (positions.isEmpty()) {
            return;
        }
        Map<TopicPartition, LogState> states;
        try {
            states = logs.describe(positions.keySet());
        } catch (KafkaException e) {
            LOG.debugf("Log check postponed reason=%s", e.getMessage());
            return;
        }
        positions.forEach((partition, position) -> {
            LogState state = states.get(partition);
            if (state != null && !fits(position, state)) {
                LOG.warnf(
                        "Position does not fit the log topic=%s partition=%d position=%d logStart=%d logEnd=%d",
                        partition.topic(),
                        partition.partition(),
                        position.offset(),
                        state.bounds().startOffset(),
                        state.bounds().endOffset());
                reader.readAgain(new LogPartition(partition.topic(), partition.partition()));
            }
        });
    }

    private static boolean fits(Position position, LogState state) {
        LogBounds bounds = state.bounds();
        return position.log().equals(state.identity())
                && position.offset() >= bounds.startOffset()
                && position.offset() <= bounds.endOffset();
    }
}
