package io.deliverytracking.dbwriter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.dbwriter.domain.LogIdentity;
import io.deliverytracking.dbwriter.domain.LogInquiry;
import io.deliverytracking.dbwriter.domain.LogUnavailableException;
import io.deliverytracking.testkit.EmbeddedBroker;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a real broker answers when it is asked for topics that come and go. */
class TopicIdInquiryTest {
    private static EmbeddedBroker broker;
    private static LogAdmin logs;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
        logs = new LogAdmin(Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers())));
    }

    @AfterAll
    static void stopBroker() {
        logs.close();
        broker.close();
    }

    @Test
    void aTopicThatIsStillThereIsNotReplaced() {
        assertThat(logs.ask(Set.of(create("there"), create("there-too"))).replaced())
                .isEmpty();
    }

    @Test
    void aTopicThatWasCreatedAnewIsReplacedByItsNewId() {
        LogIdentity old = create("anew");
        LogIdentity other = create("other");
        broker.client().deleteTopic("anew");
        LogIdentity now = create("anew");

        assertThat(logs.ask(Set.of(old, other)).replaced()).isEqualTo(Map.of(old, Optional.of(now.topicId())));
    }

    @Test
    void aTopicThatIsGoneIsReplacedByNone() {
        LogIdentity old = create("gone");
        broker.client().deleteTopic("gone");

        assertThat(logs.ask(Set.of(old)).replaced()).isEqualTo(Map.of(old, Optional.empty()));
    }

    @Test
    void aBrokerThatIsAwayIsNoAnswerAndTheNextQuestionFindsItBack() {
        LogIdentity log = create("waiting");
        broker.kill();

        LogInquiry inquiry = logs.ask(Set.of(log));
        assertThatThrownBy(inquiry::replaced).isInstanceOf(LogUnavailableException.class);

        broker.restart();
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(LogUnavailableException.class)
                .until(() -> logs.ask(Set.of(log)).replaced().isEmpty());
    }

    private static LogIdentity create(String topic) {
        Uuid id = broker.client().createTopic(topic, 3);
        return new LogIdentity(
                broker.clusterId(), new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()), topic);
    }
}
