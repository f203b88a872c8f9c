package io.deliverytracking.loadtest.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.demo.reckoning.EventRange;
import io.deliverytracking.events.LocationCodec;
import io.deliverytracking.events.Topics;
import io.deliverytracking.events.v1.RiderLocation;
import io.deliverytracking.events.v1.RiderStatus;
import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.EmbeddedBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two partitions with four events each. */
@DeliveryBroker
class LogRemainderTest {

    private static final String TOPIC = Topics.DELIVERY_LOCATION_UPDATES;
    private static final long SESSION = 1_700_000_000_000L;
    private static final int EVENTS = 4;

    private final List<String> visited = new ArrayList<>();

    @BeforeEach
    void log(EmbeddedBroker broker) throws Exception {
        broker.client().createTopic(TOPIC, 2);
        try (KafkaProducer<byte[], byte[]> producer = producer(broker)) {
            for (int partition = 0; partition < 2; partition++) {
                for (int sequence = 0; sequence < EVENTS; sequence++) {
                    byte[] value = LocationCodec.encode(RiderLocation.newBuilder()
                            .setSchemaVersion(LocationCodec.SCHEMA_VERSION)
                            .setSession(SESSION)
                            .setRiderId(partition + 1)
                            .setSequence(sequence)
                            .setEventTimeMs(SESSION)
                            .setLatitudeE7(600_000_000)
                            .setLongitudeE7(250_000_000)
                            .setStatus(RiderStatus.RIDER_STATUS_IDLE)
                            .build());
                    producer.send(new ProducerRecord<>(TOPIC, partition, null, value))
                            .get();
                }
            }
        }
    }

    @AfterEach
    void noLog(EmbeddedBroker broker) {
        broker.client().deleteTopic(TOPIC);
    }

    @Test
    void whatIsBeyondTheStoredOffsetsIsVisitedOnce(EmbeddedBroker broker) throws Exception {
        assertThat(visit(broker, Map.of(0, 3L, 1, 2L), EventRange.EVERYTHING)).isEqualTo(3);
        assertThat(visited).containsExactlyInAnyOrder("1:3 at 0-3", "2:2 at 1-2", "2:3 at 1-3");
    }

    @Test
    void aPartitionOfWhichNothingIsStoredIsVisitedFromItsStart(EmbeddedBroker broker) throws Exception {
        assertThat(visit(broker, Map.of(1, 4L), EventRange.EVERYTHING)).isEqualTo(EVENTS);
    }

    @Test
    void onlyWhatIsInTheRangeIsVisited(EmbeddedBroker broker) throws Exception {
        assertThat(visit(broker, Map.of(), new EventRange(SESSION, 2, SESSION, 9)))
                .isEqualTo(EVENTS);
        assertThat(visited).allSatisfy(event -> assertThat(event).startsWith("2:"));
    }

    @Test
    void whatIsNoEventIsPassedOver(EmbeddedBroker broker) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(broker)) {
            producer.send(new ProducerRecord<>(TOPIC, 0, null, "poison".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
        assertThat(visit(broker, Map.of(0, 3L, 1, 4L), EventRange.EVERYTHING)).isEqualTo(1);
    }

    @Test
    void nothingIsLeftOfALogThatIsStored(EmbeddedBroker broker) throws Exception {
        assertThat(visit(broker, Map.of(0, 4L, 1, 4L), EventRange.EVERYTHING)).isZero();
    }

    @Test
    void aTopicThatIsNotThereIsAnErrorAndNotAnEmptyLog(EmbeddedBroker broker) {
        broker.client().deleteTopic(TOPIC);
        try {
            assertThatThrownBy(() -> visit(broker, Map.of(), EventRange.EVERYTHING))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the rest of the log can't be read");
        } finally {
            broker.client().createTopic(TOPIC, 2);
        }
    }

    private long visit(EmbeddedBroker broker, Map<Integer, Long> stored, EventRange range) throws IOException {
        return new LogRemainder(broker.bootstrapServers(), stored)
                .visit(
                        range,
                        (session, rider, sequence, partition, offset) ->
                                visited.add(rider + ":" + sequence + " at " + partition + "-" + offset));
    }

    private static KafkaProducer<byte[], byte[]> producer(EmbeddedBroker broker) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
