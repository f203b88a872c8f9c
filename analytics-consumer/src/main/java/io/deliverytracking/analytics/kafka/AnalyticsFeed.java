package io.deliverytracking.analytics.kafka;

import io.deliverytracking.analytics.domain.EventTimeAnalytics;
import io.deliverytracking.analytics.domain.FixBatch;
import io.deliverytracking.analytics.domain.OrderStep;
import io.deliverytracking.analytics.domain.RebuildPoint;
import io.deliverytracking.analytics.domain.Refusals;
import io.deliverytracking.analytics.domain.SourcePartition;
import io.deliverytracking.analytics.domain.SourcePartition.Stream;
import io.deliverytracking.analytics.domain.WindowSettings;
import io.deliverytracking.analytics.domain.WindowSink;
import io.deliverytracking.analytics.journal.LogPartition;
import io.deliverytracking.analytics.kafka.FeedStatus.PartitionStatus;
import io.deliverytracking.events.EventFormatException;
import io.deliverytracking.service.kafka.Undecodable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jboss.logging.Logger;

/**
 * Applies one poll after another to the windows, and knows what to commit.
 *
 * <p>Knows the official client's records and no framework: any loop that polls can drive it.
 *
 * <p>Invariant: only polls of the current assignment count. A poll that was under way during a rebalance carries an older
 * generation; its records will be read again from the rebuild points, and counting them here would count them twice.
 *
 * <p>Threading: any thread; the monitor of this object makes the reader's thread of the domain. It is held for a poll (5,000
 * events, about half a millisecond).
 *
 * <p>Failure: a record that cannot be decoded is counted and passed over. Any other exception is our fault and goes to the
 * caller, who must not go on.
 */
public final class AnalyticsFeed {

    private static final Logger LOG = Logger.getLogger(AnalyticsFeed.class);

    /** No poll has this generation. */
    private static final int NOT_ASSIGNED = -2;

    private static final long NS_PER_MS = 1_000_000;

    /**
     * The most that counts between two ticks, twice what lies between them. After more than that this process stood still
     * (a pause of the JVM, a machine asleep), and whoever was not heard then was not silent.
     */
    private static final long LONGEST_TICK_MS = 1_000;

    private final EventTimeAnalytics analytics;
    private final String locationsTopic;
    private final String ordersTopic;
    private final Undecodable undecodable;
    private final FixBatch fixes = new FixBatch(5_000);
    private final List<OrderStep> steps = new ArrayList<>();

    private final Map<SourcePartition, Long> countedBefore = new TreeMap<>();

    /** Of the logs that are read; none for a log that has begun anew since the assignment. */
    private final Map<SourcePartition, Uuid> topicIds = new TreeMap<>();

    /**
     * Up to where this process has counted each log, partitions that have gone included: what it knows of refused events
     * holds all of that, whether or not it came to be committed before they went.
     */
    private final Map<LogPartition, Long> countedEver = new HashMap<>();

    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private int generation = NOT_ASSIGNED;
    private long missedOffsets;
    private long lastElapsedNs = Long.MIN_VALUE;

    AnalyticsFeed(
            WindowSettings settings,
            WindowSink sink,
            Refusals refusals,
            String locationsTopic,
            String ordersTopic,
            Undecodable undecodable) {
        this.analytics = new EventTimeAnalytics(settings, sink, refusals);
        this.locationsTopic = locationsTopic;
        this.ordersTopic = ordersTopic;
        this.undecodable = undecodable;
    }

    /** Starts over with these partitions; polls of {@code ofGeneration} count from now on. */
    synchronized void assign(Map<TopicPartition, StartPoint> starts, int ofGeneration) {
        noteCounted();
        Map<SourcePartition, RebuildPoint> assignment = new TreeMap<>();
        countedBefore.clear();
        topicIds.clear();
        committed.clear();
        starts.forEach((partition, start) -> {
            SourcePartition source = source(partition);
            assignment.put(source, start.point());
            countedBefore.put(source, start.point().position());
            topicIds.put(source, start.topicId());
            missedOffsets += start.missed();
        });
        analytics.assign(assignment);
        generation = ofGeneration;
    }

    /** Nothing is ours any more; polls that are still under way count for nothing. */
    synchronized void revoke() {
        noteCounted();
        analytics.assign(Map.of());
        countedBefore.clear();
        topicIds.clear();
        committed.clear();
        generation = NOT_ASSIGNED;
    }

    /** Takes in a poll. False if it belongs to an earlier assignment. */
    synchronized boolean apply(ConsumerRecords<byte[], byte[]> poll, int ofGeneration) {
        if (ofGeneration != generation) {
            return false;
        }
        for (TopicPartition partition : poll.partitions()) {
            SourcePartition source = source(partition);
            List<ConsumerRecord<byte[], byte[]>> records = poll.records(partition);
            noteBeginning(source, records.get(0).offset());
            if (source.stream() == Stream.LOCATIONS) {
                addFixes(source, records);
            } else {
                addSteps(source, records);
            }
        }
        return true;
    }

    /**
     * Time goes by; called about twice a second.
     *
     * @param unread partitions of which the client knows that they go on behind its position
     */
    synchronized void tick(long nowNs, Set<TopicPartition> unread) {
        if (lastElapsedNs != Long.MIN_VALUE) {
            analytics.elapsed(
                    Math.min((nowNs - lastElapsedNs) / NS_PER_MS, LONGEST_TICK_MS),
                    unread.stream().map(this::source).collect(Collectors.toSet()));
        }
        lastElapsedNs = nowNs;
    }

    /**
     * What to commit for all partitions together: the position, with the rebuild point as metadata. Empty if nothing has
     * changed since the last time.
     */
    synchronized Map<TopicPartition, OffsetAndMetadata> takeCommits() {
        Map<TopicPartition, OffsetAndMetadata> commits = commits();
        if (commits.equals(committed)) {
            return Map.of();
        }
        committed.clear();
        committed.putAll(commits);
        return commits;
    }

    /**
     * What to commit before all partitions go, changed or not: what was taken a moment ago may not have been sent, and there
     * will be no next time.
     */
    synchronized Map<TopicPartition, OffsetAndMetadata> takeLastCommits() {
        return commits();
    }

    /** Of each log that is or was read: the next offset that has not been counted. */
    synchronized Map<LogPartition, Long> countedUpTo() {
        noteCounted();
        return Map.copyOf(countedEver);
    }

    private void noteCounted() {
        topicIds.forEach((source, topicId) -> countedEver.merge(
                Checkpoints.log(topicId, source.partition()), analytics.countedUpTo(source), Math::max));
    }

    /** A commit failed: the next one is made whether or not anything has changed. */
    synchronized void commitFailed() {
        committed.clear();
    }

    /** The feed at this moment. */
    public synchronized FeedStatus status() {
        List<PartitionStatus> partitions = new ArrayList<>();
        int rebuilding = 0;
        for (SourcePartition source : analytics.assigned()) {
            boolean rebuilds = analytics.position(source) < countedBefore.getOrDefault(source, 0L);
            rebuilding += rebuilds ? 1 : 0;
            partitions.add(new PartitionStatus(
                    source,
                    analytics.position(source),
                    analytics.watermarkMs(source),
                    analytics.idle(source),
                    rebuilds));
        }
        return new FeedStatus(
                analytics.totals(),
                missedOffsets,
                analytics.knownRiders(),
                analytics.openSeconds(),
                analytics.openOrders(),
                analytics.forgottenOrders(),
                rebuilding,
                partitions);
    }

    /** Ahead of the position the log has a hole; before it, it is another log: the topic was made anew under its name. */
    private void noteBeginning(SourcePartition source, long offset) {
        long position = analytics.position(source);
        if (offset >= position) {
            missedOffsets += offset - position;
            return;
        }
        LOG.warnf(
                "The log begins anew, so its topic was made anew: partition=%s position=%d begin=%d",
                topicPartition(source), position, offset);
        analytics.beginAnew(source, offset);
        countedBefore.put(source, offset);
        topicIds.remove(source);
    }

    private void addFixes(SourcePartition source, List<ConsumerRecord<byte[], byte[]>> records) {
        fixes.clear();
        long lastUndecodable = -1;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                AnalyticsDecoder.decodeFix(record, fixes);
            } catch (EventFormatException e) {
                lastUndecodable = record.offset();
                countUndecodable(source, record, e);
            }
        }
        analytics.addFixes(source, fixes);
        skipTo(source, lastUndecodable);
    }

    private void addSteps(SourcePartition source, List<ConsumerRecord<byte[], byte[]>> records) {
        steps.clear();
        long lastUndecodable = -1;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                steps.add(AnalyticsDecoder.decodeStep(record));
            } catch (EventFormatException e) {
                lastUndecodable = record.offset();
                countUndecodable(source, record, e);
            }
        }
        analytics.addOrderSteps(source, steps);
        skipTo(source, lastUndecodable);
    }

    /** A rebuild reads broken records again: they were counted by the process before. */
    private void countUndecodable(SourcePartition source, ConsumerRecord<?, ?> record, EventFormatException fault) {
        if (record.offset() >= countedBefore.getOrDefault(source, 0L)) {
            undecodable.add(record, fault);
        }
    }

    /** Broken records at the end of a poll; those in the middle have been passed by the events after them. */
    private void skipTo(SourcePartition source, long offset) {
        if (offset >= analytics.position(source)) {
            analytics.skip(source, offset);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> commits() {
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        for (SourcePartition source : analytics.assigned()) {
            RebuildPoint point = analytics.rebuildPoint(source);
            CommitNote note = new CommitNote(point, topicIds.get(source));
            commits.put(topicPartition(source), new OffsetAndMetadata(point.position(), note.toText()));
        }
        return commits;
    }

    private SourcePartition source(TopicPartition partition) {
        Stream stream = partition.topic().equals(ordersTopic) ? Stream.ORDERS : Stream.LOCATIONS;
        return new SourcePartition(stream, partition.partition());
    }

    private TopicPartition topicPartition(SourcePartition source) {
        return new TopicPartition(source.stream() == Stream.ORDERS ? ordersTopic : locationsTopic, source.partition());
    }
}
