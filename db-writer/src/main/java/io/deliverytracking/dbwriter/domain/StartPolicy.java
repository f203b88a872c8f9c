package io.deliverytracking.dbwriter.domain;

import io.deliverytracking.dbwriter.domain.StartingPoint.Kind;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides where reading a partition begins, from what is stored and what the log holds.
 *
 * <table>
 * <caption>Decisions</caption>
 * <tr><th>stored for this topic name</th><th>decision</th></tr>
 * <tr><td>nothing</td><td>begin at the log start; what retention removed before it is a gap</td></tr>
 * <tr><td>offset of this log, inside of it</td><td>resume there</td></tr>
 * <tr><td>offset of this log, below its start</td><td>retention was quicker: note the gap, go on at the start</td></tr>
 * <tr><td>offset of this log, beyond its end</td><td>stop: the log lost records that are stored here</td></tr>
 * <tr><td>only offsets of another cluster</td><td>stop: wrong cluster</td></tr>
 * <tr><td>only offsets of another topic id</td><td>stop: the topic was created anew</td></tr>
 * </table>
 *
 * <p>Stateless; any thread.
 */
public final class StartPolicy {
    private StartPolicy() {}

    /**
     * The starting point of one partition.
     *
     * @param storedForName all rows stored for the topic's name and this partition, whatever the cluster and topic id
     * @throws WrongLogException if reading this log would skip or repeat records
     */
    public static StartingPoint decide(
            LogIdentity log, int partition, List<StoredOffset> storedForName, LogBounds bounds) {
        StoredOffset stored = find(log, storedForName);
        if (stored == null) {
            if (!storedForName.isEmpty()) {
                throw anotherLog(log, partition, storedForName, bounds);
            }
            return new StartingPoint(log, partition, Kind.FIRST_TIME, 0, bounds.startOffset(), null);
        }
        if (stored.nextOffset() > bounds.endOffset()) {
            throw new WrongLogException("Stored offset beyond the log's end: " + where(log, partition, stored, bounds)
                    + ". The log has lost records that are in the database; new records would take their offsets"
                    + " and be skipped.");
        }
        if (stored.nextOffset() < bounds.startOffset()) {
            return new StartingPoint(log, partition, Kind.AFTER_GAP, stored.nextOffset(), bounds.startOffset(), null);
        }
        return new StartingPoint(
                log, partition, Kind.RESUME, stored.nextOffset(), stored.nextOffset(), stored.leaderEpoch());
    }

    private static @Nullable StoredOffset find(LogIdentity log, List<StoredOffset> storedForName) {
        for (StoredOffset stored : storedForName) {
            if (stored.log().clusterId().equals(log.clusterId())
                    && stored.log().topicId().equals(log.topicId())) {
                return stored;
            }
        }
        return null;
    }

    private static WrongLogException anotherLog(
            LogIdentity log, int partition, List<StoredOffset> storedForName, LogBounds bounds) {
        boolean sameCluster = storedForName.stream()
                .anyMatch(stored -> stored.log().clusterId().equals(log.clusterId()));
        String what = sameCluster ? "Topic created anew: " : "Wrong cluster: ";
        String others = storedForName.stream()
                .map(stored -> where(log, partition, stored, bounds))
                .collect(Collectors.joining("; "));
        return new WrongLogException(what + others + ". The stored offset says nothing about this log. To read this"
                + " log from its start, delete the old rows of the topic from ingest_offset.");
    }

    private static String where(LogIdentity log, int partition, StoredOffset stored, LogBounds bounds) {
        return "topic=" + log.topic() + " partition=" + partition + " storedOffset=" + stored.nextOffset()
                + " logStart=" + bounds.startOffset() + " logEnd=" + bounds.endOffset() + " storedCluster="
                + stored.log().clusterId() + " cluster=" + log.clusterId() + " storedTopicId="
                + stored.log().topicId() + " topicId=" + log.topicId();
    }
}
