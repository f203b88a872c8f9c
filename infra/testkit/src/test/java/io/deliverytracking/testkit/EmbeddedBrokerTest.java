package io.deliverytracking.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

@DeliveryBroker(properties = "num.partitions=2")
class EmbeddedBrokerTest {
    @Test
    void acknowledgedRecordsSurviveAKillAndTheBrokerComesBackOnItsPort(EmbeddedBroker broker) {
        LogClient log = broker.client();
        String clusterId = log.clusterId();
        log.createTopic("kept", 2);
        log.sendAll(List.of(record("kept", "one"), record("kept", "two")));

        broker.kill();
        assertThat(broker.isRunning()).isFalse();
        broker.restart();

        log.send(record("kept", "three"));
        assertThat(log.read("kept", 3))
                .extracting(EmbeddedBrokerTest::text)
                .containsExactlyInAnyOrder("one", "two", "three");
        assertThat(log.endOffset("kept")).isEqualTo(3);
        assertThat(log.clusterId()).isEqualTo(clusterId).isEqualTo(broker.clusterId());
    }

    @Test
    void aTopicCreatedAnewHasAnotherId(LogClient log) {
        Uuid before = log.createTopic("anew", 1);
        log.deleteTopic("anew");

        assertThat(log.createTopic("anew", 1)).isNotEqualTo(before);
    }

    @Test
    void oldRecordsCanBeDeletedAsRetentionDoes(LogClient log) {
        log.createTopic("short", 1);
        log.sendAll(List.of(record("short", "one"), record("short", "two"), record("short", "three")));

        log.deleteRecordsBefore("short", 0, 2);

        assertThat(log.read("short", 1)).extracting(EmbeddedBrokerTest::text).containsExactly("three");
    }

    @Test
    void severalBrokersRunSideBySide(EmbeddedBroker broker) {
        try (EmbeddedBroker other = EmbeddedBroker.start()) {
            assertThat(other.clusterId()).isNotEqualTo(broker.clusterId());
            assertThat(other.port()).isNotEqualTo(broker.port());
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String value) {
        return new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }
}
