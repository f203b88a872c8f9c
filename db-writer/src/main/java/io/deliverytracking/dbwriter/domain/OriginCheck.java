package io.deliverytracking.dbwriter.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a batch was polled from the logs under whose ids it will be stored.
 *
 * <p>Why: records do not say which topic id they were fetched by, and when a topic is deleted and created anew between
 * two polls, Kafka's consumer goes on in the new topic at its position in the old one. If the new log is long enough
 * already, that poll looks like any other; stored under the old id, it would skip the beginning of the new log and
 * pass the rest of it for the old one.
 *
 * <p>How: a topic's name goes from one id to the next and never back. So if the cluster is asked after the poll
 * returned, and the id is still the one that the partition was taken over with, then it was during the poll. The
 * answer stays true: what was polled from the right log may be stored however long the database is away afterwards.
 *
 * <p>Limit: this holds for one source of metadata. In a cluster, a broker that lags behind the partition's leader can
 * still name the old id for as long as it lags.
 *
 * <p>Threading: confined to the thread that ingests.
 *
 * <p>Source: KIP-516 (topic identifiers).
 */
final class OriginCheck {
    private final LogDirectory directory;
    private final ReadBatch batch;
    private @Nullable LogInquiry inquiry;
    private boolean proven;

    private OriginCheck(LogDirectory directory, ReadBatch batch) {
        this.directory = directory;
        this.batch = batch;
    }

    /** Asks about a batch that has been polled, without waiting for the answer. */
    static OriginCheck begin(LogDirectory directory, ReadBatch batch) {
        OriginCheck check = new OriginCheck(directory, batch);
        check.inquiry = check.ask();
        return check;
    }

    /**
     * Returns when the origin is proven.
     *
     * @throws WrongLogException if the batch may be from another log
     * @throws LogUnavailableException if the cluster did not answer; the next call asks again
     */
    void await() {
        if (proven) {
            return;
        }
        LogInquiry asked = inquiry == null ? ask() : inquiry;
        inquiry = null;
        Map<LogIdentity, Optional<UUID>> replaced = asked.replaced();
        if (!replaced.isEmpty()) {
            throw wrongLog(replaced);
        }
        proven = true;
    }

    private LogInquiry ask() {
        return directory.ask(batch.reads().stream().map(PartitionRead::log).collect(Collectors.toUnmodifiableSet()));
    }

    private WrongLogException wrongLog(Map<LogIdentity, Optional<UUID>> replaced) {
        boolean anew = replaced.values().stream().anyMatch(Optional::isPresent);
        List<PartitionRead> foreign = batch.reads().stream()
                .filter(read -> replaced.containsKey(read.log()))
                .toList();
        return new WrongLogException((anew
                        ? "Topic created anew while it was read: "
                        : "Topic deleted while it was read: ")
                + foreign.stream()
                        .map(read -> where(read, replaced.get(read.log())))
                        .collect(Collectors.joining("; "))
                + ". What was polled may be of another log, so nothing of it is stored. The stored offset says nothing"
                + " about a log that was created since. To read that one from its start, delete the old rows of the"
                + " topic from ingest_offset.");
    }

    private static String where(PartitionRead read, @Nullable Optional<UUID> now) {
        return "topic=" + read.partition().topic() + " partition="
                + read.partition().partition() + " storedOffset="
                + read.readFrom() + " polledUpTo=" + read.nextOffset() + " storedTopicId="
                + read.log().topicId() + " topicId="
                + (now == null ? "none" : now.map(UUID::toString).orElse("none"));
    }
}
