package io.deliverytracking.dbwriter.kafka;

import io.deliverytracking.dbwriter.domain.Backoff;
import io.deliverytracking.dbwriter.domain.OffsetStore;
import io.deliverytracking.dbwriter.domain.Pause;
import io.deliverytracking.dbwriter.domain.StartingPoint;
import io.deliverytracking.dbwriter.domain.StoreUnavailableException;
import io.deliverytracking.dbwriter.kafka.LogAdmin.LogState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/**
 * Brings together what the cluster holds and what the database has, for partitions that are to be read.
 *
 * <p>Waits as long as either of the two is away: there is no safe position without both. The group's session stays
 * alive meanwhile (heartbeats have a thread of their own); after {@code max.poll.interval.ms} somebody else is asked.
 *
 * <p>Threading: any thread, which it blocks.
 *
 * <p>Failure: {@link io.deliverytracking.dbwriter.domain.WrongLogException} if the log is not the one that is stored.
 */
public final class Takeover {
    private static final Logger LOG = Logger.getLogger(Takeover.class);

    private final LogAdmin logs;
    private final OffsetStore offsets;
    private final Backoff backoff;
    private final Pause pause;

    public Takeover(LogAdmin logs, OffsetStore offsets, Backoff backoff, Pause pause) {
        this.logs = logs;
        this.offsets = offsets;
        this.backoff = backoff;
        this.pause = pause;
    }

    /** Where to read each partition from; empty if the application stops before that is known. */
    public List<StartingPoint> startingPoints(Collection<TopicPartition> partitions) {
        for (int failures = 1; ; failures++) {
            try {
                return ask(partitions);
            } catch (InterruptException e) {
                return List.of();
            } catch (KafkaException | StoreUnavailableException e) {
                LOG.warnf("Taking over partitions has to wait failures=%d reason=%s", failures, e.getMessage());
            }
            if (!pause.await(backoff.pauseAfter(failures))) {
                return List.of();
            }
        }
    }

    private List<StartingPoint> ask(Collection<TopicPartition> partitions) {
        Map<TopicPartition, LogState> states = logs.describe(partitions);
        List<StartingPoint> starts = new ArrayList<>();
        states.forEach((partition, state) -> {
            StartingPoint start = offsets.takeOver(state.identity(), partition.partition(), state.bounds());
            log(start, state);
            starts.add(start);
        });
        return starts;
    }

    private static void log(StartingPoint start, LogState state) {
        if (start.missed() > 0) {
            LOG.warnf(
                    "Retention removed records before they were read topic=%s partition=%d from=%d to=%d records=%d",
                    start.log().topic(), start.partition(), start.storedOffset(), start.offset(), start.missed());
        } else {
            LOG.infof(
                    "Reading from the stored offset topic=%s partition=%d offset=%d kind=%s logStart=%d logEnd=%d",
                    start.log().topic(),
                    start.partition(),
                    start.offset(),
                    start.kind(),
                    state.bounds().startOffset(),
                    state.bounds().endOffset());
        }
    }
}
