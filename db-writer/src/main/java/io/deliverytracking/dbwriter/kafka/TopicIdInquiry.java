package io.deliverytracking.dbwriter.kafka;

import io.deliverytracking.dbwriter.domain.LogIdentity;
import io.deliverytracking.dbwriter.domain.LogInquiry;
import io.deliverytracking.dbwriter.domain.LogUnavailableException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks by id, because every batch asks: that is one Metadata request, where the admin client makes two requests of a
 * question by name (the nodes, then DescribeTopicPartitions). While a topic with the id is there, its name stands for no
 * other one. Only when it is gone the name is looked up, to say what took its place.
 *
 * <p>Threading: the thread that ingests; blocks it for at most {@link #TIMEOUT_MS} a question.
 */
final class TopicIdInquiry implements LogInquiry {
    /** A thousand times what a healthy broker needs; after that the writer says that it waits, and asks anew. */
    private static final int TIMEOUT_MS = 3_000;

    private final Admin admin;
    private final Map<LogIdentity, KafkaFuture<TopicDescription>> answers = new HashMap<>();

    private TopicIdInquiry(Admin admin) {
        this.admin = admin;
    }

    static TopicIdInquiry begin(Admin admin, Set<LogIdentity> logs) {
        TopicIdInquiry inquiry = new TopicIdInquiry(admin);
        List<Uuid> ids = logs.stream().map(TopicIdInquiry::kafkaId).toList();
        Map<Uuid, KafkaFuture<TopicDescription>> byId =
                admin.describeTopics(TopicCollection.ofTopicIds(ids), options()).topicIdValues();
        logs.forEach(log -> inquiry.answers.put(log, byId.get(kafkaId(log))));
        return inquiry;
    }

    @Override
    public Map<LogIdentity, Optional<UUID>> replaced() {
        try {
            Map<LogIdentity, Optional<UUID>> replaced = new HashMap<>();
            answers.forEach((log, answer) -> {
                if (!exists(answer)) {
                    Optional<UUID> now = idOf(admin, log.topic());
                    if (!now.equals(Optional.of(log.topicId()))) {
                        replaced.put(log, now);
                    }
                }
            });
            return replaced;
        } catch (KafkaException e) {
            throw new LogUnavailableException("Asking for topic ids: " + e.getMessage(), e);
        }
    }

    private static boolean exists(KafkaFuture<TopicDescription> answer) {
        try {
            LogAdmin.get(answer, TIMEOUT_MS);
            return true;
        } catch (UnknownTopicIdException e) {
            return false;
        }
    }

    /** The id of the topic that has this name now. */
    static Optional<UUID> idOf(Admin admin, String topic) {
        try {
            KafkaFuture<TopicDescription> answer =
                    Objects.requireNonNull(admin.describeTopics(TopicCollection.ofTopicNames(List.of(topic)), options())
                            .topicNameValues()
                            .get(topic));
            return Optional.of(
                    LogAdmin.javaUuid(LogAdmin.get(answer, TIMEOUT_MS).topicId()));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    private static DescribeTopicsOptions options() {
        // The client gives up when we do, so that questions nobody waits for do not pile up.
        return new DescribeTopicsOptions().timeoutMs(TIMEOUT_MS);
    }

    private static Uuid kafkaId(LogIdentity log) {
        return new Uuid(log.topicId().getMostSignificantBits(), log.topicId().getLeastSignificantBits());
    }
}
