package io.deliverytracking.dbwriter.kafka;

import io.deliverytracking.dbwriter.config.DbWriterConfig;
import io.deliverytracking.dbwriter.domain.DeadLetterName;
import io.deliverytracking.dbwriter.domain.RedriveSelection;
import io.deliverytracking.dbwriter.persistence.RedriveTable;
import io.deliverytracking.dbwriter.persistence.RedriveTable.Contents;
import io.deliverytracking.dbwriter.persistence.RedriveTable.Letter;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaProducer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jboss.logging.Logger;

/**
 * Sends dead letters to the topic and partition that they came from: key, value and headers as they were, and
 * {@link RedriveHeaders} beside them. The record's time is that of this sending, as of every sending: the first one may
 * be what was wrong with it, or lie in a time partition that is gone.
 *
 * <p>Letters are marked, then sent; the marks of those that can't be sent are taken back. A crash in between leaves a
 * mark, which stops counting after a while. So sending is at least once; the ingest stores at most one of the records.
 *
 * <p>Threading: any worker thread, which it blocks for as long as the producer tries.
 *
 * <p>Failure: {@link KafkaException} if the cluster does not answer, or takes none of the letters.
 */
@ApplicationScoped
public class DeadLetterRedrive {
    private static final Logger LOG = Logger.getLogger(DeadLetterRedrive.class);

    /** Beyond the producer's own delivery time-out. */
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(30);

    private final RedriveTable table;
    private final LogAdmin logs;
    private final KafkaClientService clients;
    private final List<String> topics;

    public DeadLetterRedrive(RedriveTable table, LogAdmin logs, KafkaClientService clients, DbWriterConfig config) {
        this.table = table;
        this.logs = logs;
        this.clients = clients;
        this.topics = List.of(config.topics().locations(), config.topics().orders());
    }

    /**
     * What a re-drive did, and what its selection holds now.
     *
     * @param sent acknowledged by the log
     * @param failed taken, but not acknowledged
     */
    public record Result(int sent, int failed, Contents contents) {}

    /** Why a letter can't be re-driven. */
    public enum Refusal {
        UNKNOWN,
        TOPIC_GONE,
        UNDER_WAY,
        EXHAUSTED,
        SETTLED
    }

    /** Sends waiting letters, the oldest first. */
    public Result redrive(RedriveSelection selection, boolean force, int limit) throws SQLException {
        return send(selection, existingIds(topics), force, limit);
    }

    /** Whether the letter can be sent now; empty means yes. */
    public Optional<Refusal> refusal(DeadLetterName letter, boolean force) throws SQLException {
        RedriveTable.Standing found = table.find(letter);
        if (found == null) {
            return Optional.of(Refusal.UNKNOWN);
        }
        if (!found.state().mayBeRedriven(force)) {
            return Optional.of(
                    switch (found.state()) {
                        case UNDER_WAY -> Refusal.UNDER_WAY;
                        case EXHAUSTED -> Refusal.EXHAUSTED;
                        case WAITING, STORED, FAILED_AGAIN -> Refusal.SETTLED;
                    });
        }
        return existingIds(List.of(found.topic())).contains(letter.topicId())
                ? Optional.empty()
                : Optional.of(Refusal.TOPIC_GONE);
    }

    /** Sends one letter that is not refused. */
    public Result redrive(DeadLetterName letter, boolean force) throws SQLException {
        return send(RedriveSelection.one(letter), Set.of(letter.topicId()), force, 1);
    }

    private Result send(RedriveSelection selection, Set<UUID> topicIds, boolean force, int limit) throws SQLException {
        List<Letter> letters = table.take(selection, topicIds, force, limit);
        List<DeadLetterName> failed = new ArrayList<>();
        Throwable reason = null;
        List<Optional<Throwable>> faults = letters.isEmpty() ? List.of() : send(letters);
        for (int i = 0; i < faults.size(); i++) {
            if (faults.get(i).isPresent()) {
                failed.add(letters.get(i).name());
                reason = faults.get(i).get();
            }
        }
        int sent = letters.size() - failed.size();
        if (reason != null) {
            table.notSent(failed);
            LOG.warnf("Dead letters could not be re-driven count=%d reason=%s", failed.size(), reason.getMessage());
            if (sent == 0) {
                throw new KafkaException("No letter was taken: " + reason.getMessage(), reason);
            }
        }
        if (sent > 0) {
            LOG.infof("Dead letters re-driven count=%d", sent);
        }
        return new Result(sent, failed.size(), table.contents(selection, topicIds));
    }

    /** One element a letter: what went wrong with it, if anything. */
    private List<Optional<Throwable>> send(List<Letter> letters) {
        KafkaProducer<byte[], byte[]> producer = clients.getProducer(DeadLetterPublisher.CHANNEL);
        List<Uni<Optional<Throwable>>> sends = letters.stream()
                .map(letter -> producer.send(record(letter))
                        .map(sent -> Optional.<Throwable>empty())
                        .onFailure()
                        .recoverWithItem(Optional::of))
                .toList();
        return Uni.join().all(sends).andFailFast().await().atMost(SEND_TIMEOUT);
    }

    private static ProducerRecord<byte[], byte[]> record(Letter letter) {
        Headers headers = new RecordHeaders();
        for (int i = 0; i < letter.headers().size(); i += 2) {
            byte[] name = letter.headers().get(i);
            if (name != null) {
                headers.add(
                        new String(name, StandardCharsets.UTF_8),
                        letter.headers().get(i + 1));
            }
        }
        RedriveHeaders.replace(headers, letter.name(), letter.attempt(), letter.reason());
        return new ProducerRecord<>(
                letter.topic(), letter.name().partition(), null, letter.key(), letter.value(), headers);
    }

    private Set<UUID> existingIds(List<String> names) {
        Set<UUID> ids = new HashSet<>();
        names.forEach(name -> logs.topicId(name).ifPresent(ids::add));
        return ids;
    }
}
