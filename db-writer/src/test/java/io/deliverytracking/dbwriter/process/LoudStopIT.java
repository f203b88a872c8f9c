package io.deliverytracking.dbwriter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.LogClient;
import io.deliverytracking.testkit.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Logs that do not go with the stored offsets. Going on would skip records or store them twice, so the writer ends, with
 * a status of its own, names the offsets, and has stored nothing. What retention removed is another matter: {@link RetentionIT}.
 */
@DeliveryBroker(properties = {"group.min.session.timeout.ms=500", "group.initial.rebalance.delay.ms=0"})
@DeliveryPostgres
@Tag("long")
class LoudStopIT {
    private static final int EXIT_STATUS = 3;
    private static final String STOPPED = "STOPPED, nothing more is stored exitStatus=3";

    private Pipeline pipeline;

    @BeforeEach
    void createPipeline(LogClient log, PostgresServer postgres) {
        pipeline = new Pipeline(log, postgres, settings());
    }

    /** Of every writer. */
    Map<String, String> settings() {
        return Map.of();
    }

    @AfterEach
    void closePipeline() {
        pipeline.close();
    }

    @Test
    void wrongClusterStopsTheWriter() {
        Uuid topicId = pipeline.createLocationTopic();
        pipeline.send(10);
        pipeline.storeOffset("another-cluster", topicId, 0, 4);

        WriterProcess writer = pipeline.startWriter(Map.of());

        assertThat(writer.awaitExit()).isEqualTo(EXIT_STATUS);
        assertThat(writer.log())
                .contains(STOPPED, "Wrong cluster: ", "storedOffset=4 logStart=0 logEnd=10")
                .contains("storedCluster=another-cluster cluster="
                        + pipeline.log().clusterId());
        assertNothingHappened(4);
    }

    @Test
    void topicCreatedAnewStopsTheWriterAtItsStart() {
        Uuid topicId = pipeline.createLocationTopic();
        pipeline.send(10);
        Uuid former = Uuid.randomUuid();
        pipeline.storeOffset(pipeline.log().clusterId(), former, 0, 4);

        WriterProcess writer = pipeline.startWriter(Map.of());

        assertThat(writer.awaitExit()).isEqualTo(EXIT_STATUS);
        assertThat(writer.log())
                .contains(STOPPED, "Topic created anew: ", "storedOffset=4 logStart=0 logEnd=10")
                .contains("storedTopicId=" + uuid(former) + " topicId=" + uuid(topicId));
        assertNothingHappened(4);
    }

    /**
     * The new log is longer than the old one: the consumer goes on in it where it was in the old one, and neither the
     * client nor the broker sees anything wrong in that. Rebalances and the log's watch, which would notice in time,
     * are out of the way.
     */
    @Test
    void topicCreatedAnewWhileItIsReadStopsTheWriterBeforeItStoresTheFirstRecord() {
        pipeline.createLocationTopic();
        WriterProcess writer = pipeline.startWriter(Map.of(
                "delivery.ingest.log-check-interval",
                "1h",
                "mp.messaging.incoming.ingest.session.timeout.ms",
                "60000"));
        pipeline.send(10);
        pipeline.awaitAllStoredOnce();
        long stored = pipeline.rows();

        writer.freeze();
        pipeline.log().deleteTopic(pipeline.locations());
        Uuid topicId = pipeline.createLocationTopic();
        pipeline.send(20);
        writer.thaw();

        await().atMost(Duration.ofSeconds(60)).until(() -> !writer.isAlive() || pipeline.rows() > stored);
        assertThat(pipeline.rows()).as("rows: none of the new topic").isEqualTo(stored);
        assertThat(writer.awaitExit()).isEqualTo(EXIT_STATUS);
        assertThat(storedOffsets()).as("stored offsets: where they were").containsOnly(10L);
        assertThat(writer.log())
                .contains(STOPPED, "Topic created anew while it was read: ", "storedOffset=10")
                .contains("topicId=" + uuid(topicId));
    }

    /** The new log is shorter than the old one, so that nothing of it is polled: it takes the log's watch to notice. */
    @Test
    void topicCreatedAnewAndStillShortStopsTheWriter() {
        pipeline.createLocationTopic();
        WriterProcess writer = pipeline.startWriter(Map.of());
        pipeline.send(10);
        pipeline.awaitAllStoredOnce();
        long stored = pipeline.rows();

        pipeline.log().deleteTopic(pipeline.locations());
        pipeline.createLocationTopic();
        pipeline.send(5);

        assertThat(writer.awaitExit()).isEqualTo(EXIT_STATUS);
        assertThat(pipeline.rows()).as("rows: none of the new topic").isEqualTo(stored);
        assertThat(storedOffsets()).as("stored offsets: where they were").containsOnly(10L);
        assertThat(writer.log()).contains(STOPPED, "Topic created anew: ", "storedOffset=10");
    }

    @Test
    void storedOffsetBeyondTheEndOfTheLogStopsTheWriter() {
        Uuid topicId = pipeline.createLocationTopic();
        pipeline.send(10);
        pipeline.storeOffset(pipeline.log().clusterId(), topicId, 0, 11);

        WriterProcess writer = pipeline.startWriter(Map.of());

        assertThat(writer.awaitExit()).isEqualTo(EXIT_STATUS);
        assertThat(writer.log())
                .contains(STOPPED, "Stored offset beyond the log's end: ", "storedOffset=11 logStart=0 logEnd=10");
        assertNothingHappened(11);
    }

    /** The stored offsets of all partitions of locations, of whatever log. */
    private List<Long> storedOffsets() {
        return LongStream.range(0, Pipeline.PARTITIONS)
                .mapToObj(partition -> pipeline.database()
                        .queryLong("SELECT sum(next_offset) FROM ingest_offset WHERE topic = '" + pipeline.locations()
                                + "' AND partition = " + partition))
                .toList();
    }

    private void assertNothingHappened(long storedOffset) {
        assertThat(pipeline.rows()).isZero();
        assertThat(pipeline.database()
                        .queryLong("SELECT next_offset FROM ingest_offset WHERE topic = '" + pipeline.locations()
                                + "' AND partition = 0"))
                .isEqualTo(storedOffset);
    }

    private static UUID uuid(Uuid id) {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }
}
