package io.deliverytracking.broker.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaAlteration.Op;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients over their quota: how the connection treats them, and that the official ones get through. */
@Timeout(180)
class QuotaTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final int VALUE_BYTES = 100_000;
    private static final int RECORDS = 15;

    /** One whole window of a second, so that a test need not wait for ten. */
    @RegisterExtension
    final RunningBroker broker = new RunningBroker("quota.window.num", "2");

    private void limit(String clientId, String key, double bytesPerSecond) throws Exception {
        try (Admin admin = broker.clients().admin()) {
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                            new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, clientId)),
                            List.of(new Op(key, bytesPerSecond)))))
                    .all()
                    .get();
        }
    }

    @Test
    void whoIsOverItsQuotaIsAnsweredAtOnceAndNotHeardUntilItIsTime() throws Exception {
        broker.clients().createTopic("t", 1);
        limit("raw", "producer_byte_rate", VALUE_BYTES / 2.5);
        try (RawClient over = new RawClient(broker.server());
                RawClient other = new RawClient(broker.server())) {
            long startNs = System.nanoTime();
            over.send(ApiKeys.PRODUCE, 9, 1, RawRequests.produce("t", new byte[VALUE_BYTES], 1));
            over.send(ApiKeys.API_VERSIONS, 3, 2, RawRequests.software());
            int throttleMs = over.receive(ApiKeys.PRODUCE, 9, 1, new ProduceResponseData())
                    .throttleTimeMs();
            assertThat(throttleMs)
                    .as("1.5 times the window, and the request's head")
                    .isBetween(1_500, 1_600);
            long throttleNs = TimeUnit.MILLISECONDS.toNanos(throttleMs);
            assertThat(System.nanoTime() - startNs).as("answered at once").isLessThan(throttleNs);

            other.send(ApiKeys.API_VERSIONS, 3, 7, RawRequests.software());
            other.receive(ApiKeys.API_VERSIONS, 3, 7, new ApiVersionsResponseData());
            assertThat(System.nanoTime() - startNs).as("others are heard").isLessThan(throttleNs);

            over.receive(ApiKeys.API_VERSIONS, 3, 2, new ApiVersionsResponseData());
            assertThat(System.nanoTime() - startNs).as("heard again").isGreaterThanOrEqualTo(throttleNs);
        }
    }

    @Test
    void aClientThatGoesAwayWhileItIsNotHeardLeavesNothingBehind() throws Exception {
        broker.clients().createTopic("t", 1);
        limit("raw", "producer_byte_rate", 1);
        try (RawClient over = new RawClient(broker.server())) {
            over.send(ApiKeys.PRODUCE, 9, 1, RawRequests.produce("t", new byte[VALUE_BYTES], 1));
            assertThat(over.receive(ApiKeys.PRODUCE, 9, 1, new ProduceResponseData())
                            .throttleTimeMs())
                    .as("more than a day")
                    .isGreaterThan(86_400_000);
        }
        broker.server().close();
        broker.start();
        assertThat(broker.clients().read(PARTITION, 1)).hasSize(1);
    }

    @Test
    void theOfficialProducerAndConsumerSlowDownAndLoseNothing() throws Exception {
        broker.clients().createTopic("t", 1);
        limit("slow-producer", "producer_byte_rate", 500_000);
        limit("slow-consumer", "consumer_byte_rate", 500_000);

        try (KafkaProducer<byte[], byte[]> producer =
                broker.clients().producer("client.id", "slow-producer", "batch.size", "1")) {
            for (int i = 0; i < RECORDS; i++) {
                producer.send(new ProducerRecord<>("t", 0, null, new byte[VALUE_BYTES]));
            }
            producer.flush();
            assertThat(metric(producer.metrics(), "produce-throttle-time-max")).isPositive();
        }
        try (KafkaConsumer<byte[], byte[]> consumer =
                broker.clients().consumer("client.id", "slow-consumer", "fetch.max.bytes", "400000")) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            assertThat(BrokerClients.poll(consumer, RECORDS))
                    .extracting(record -> (int) record.offset())
                    .containsExactlyElementsOf(
                            IntStream.range(0, RECORDS).boxed().toList());
            assertThat(metric(consumer.metrics(), "fetch-throttle-time-max")).isPositive();
        }
    }

    private static double metric(Map<MetricName, ? extends Metric> metrics, String name) {
        return metrics.entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(name))
                .mapToDouble(metric -> (Double) metric.getValue().metricValue())
                .max()
                .orElseThrow();
    }
}
