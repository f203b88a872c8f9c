package io.deliverytracking.dbwriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.deliverytracking.dbwriter.domain.Events;
import io.deliverytracking.events.LocationKeys;
import io.deliverytracking.events.Topics;
import io.deliverytracking.service.trace.Tracing;
import io.deliverytracking.testkit.BrokerTestResource;
import io.deliverytracking.testkit.LogClient;
import io.deliverytracking.testkit.OtlpReceiver;
import io.deliverytracking.testkit.PostgresDatabase;
import io.deliverytracking.testkit.PostgresTestResource;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** One trace from the send through a real log to the commit, as a collector sees it. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(
        value = BrokerTestResource.class,
        initArgs = @ResourceArg(name = "topics", value = Topics.DB_WRITER_DEAD_LETTERS + ":1"))
@QuarkusTestResource(value = OtlpReceiver.class, restrictToAnnotatedClass = true)
class TraceApplicationTest {
    private static final String LOCATIONS = Topics.DELIVERY_LOCATION_UPDATES;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    PostgresDatabase database;
    LogClient log;
    OtlpReceiver received;

    @Test
    void aSampledFixIsOneTraceFromSendToCommitAndLinkedWithItsBatch() {
        DeliveryTopics.createOnce(log);
        List<ProducerRecord<byte[], byte[]>> unsampled = new ArrayList<>();
        for (int sequence = 0; sequence < 20; sequence++) {
            unsampled.add(fix(3001, sequence));
        }
        log.sendAll(unsampled);
        sendTraced(fix(3002, 0), fix(3002, 1));

        await().atMost(PATIENCE)
                .until(() -> received.named("store " + LOCATIONS).size() == 2);
        await().atMost(PATIENCE).until(() -> received.named("send " + LOCATIONS).size() == 2);
        assertThat(database.queryLong("SELECT count(*) FROM rider_location WHERE rider_id = 3002"))
                .as("the span ends with the commit")
                .isEqualTo(2);

        List<Span> batches = received.named("store batch");
        for (Span sent : received.named("send " + LOCATIONS)) {
            assertThat(sent.getParentSpanId()).as("begins the trace").isEqualTo(ByteString.EMPTY);
            assertThat(sent.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_PRODUCER);
            Span stored = only(received.named("store " + LOCATIONS), sent.getTraceId());
            assertThat(stored.getParentSpanId()).isEqualTo(sent.getSpanId());
            assertThat(stored.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CONSUMER);
            assertThat(attributes(stored)).containsAll(attributes(sent));
            Span batch = only(batches, stored.getLinks(0).getTraceId());
            assertThat(batch.getTraceId()).isNotEqualTo(sent.getTraceId());
            assertThat(stored.getLinks(0).getSpanId()).isEqualTo(batch.getSpanId());
            assertThat(batch.getLinksList())
                    .anySatisfy(link -> assertThat(link.getSpanId()).isEqualTo(sent.getSpanId()));
        }
    }

    /** Topic, partition and offset are the same for who sends and who stores. */
    private static Set<String> attributes(Span span) {
        return span.getAttributesList().stream()
                .map(attribute ->
                        attribute.getKey() + "=" + attribute.getValue().getStringValue()
                                + attribute.getValue().getIntValue())
                .collect(Collectors.toSet());
    }

    private static Span only(List<Span> spans, ByteString traceId) {
        List<Span> found =
                spans.stream().filter(span -> span.getTraceId().equals(traceId)).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @SafeVarargs
    private void sendTraced(ProducerRecord<byte[], byte[]>... records) {
        Map<String, Object> settings = new HashMap<>(Tracing.producerSettings());
        assertThat(settings).isNotEmpty();
        settings.put("bootstrap.servers", log.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record, (metadata, fault) -> assertThat(fault).isNull());
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> fix(int rider, int sequence) {
        return new ProducerRecord<>(LOCATIONS, LocationKeys.encode(rider), Events.location(rider, sequence));
    }
}
