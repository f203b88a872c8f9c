package io.deliverytracking.dbwriter.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.LogClient;
import io.deliverytracking.testkit.PostgresServer;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A writer that comes to a log after retention did: what it can no longer read is counted, and said loudly. */
@DeliveryBroker(properties = {"group.min.session.timeout.ms=500", "group.initial.rebalance.delay.ms=0"})
@DeliveryPostgres
class RetentionIT {
    private Pipeline pipeline;

    @BeforeEach
    void createPipeline(LogClient log, PostgresServer postgres) {
        pipeline = new Pipeline(log, postgres);
    }

    @AfterEach
    void closePipeline() {
        pipeline.close();
    }

    @Test
    void recordsRemovedBeforeTheFirstWriterCameAreCounted() {
        pipeline.createLocationTopic();
        pipeline.send(10);

        assertCountedAndSteppedOver(0, 7);
    }

    @Test
    void recordsRemovedBehindTheStoredOffsetAreCounted() {
        Uuid topicId = pipeline.createLocationTopic();
        pipeline.send(10);
        pipeline.storeOffset(pipeline.log().clusterId(), topicId, 0, 4);

        assertCountedAndSteppedOver(4, 7);
    }

    private void assertCountedAndSteppedOver(long next, long logStart) {
        pipeline.log().deleteRecordsBefore(pipeline.locations(), 0, logStart);

        WriterProcess writer = pipeline.startWriter(Map.of());

        writer.awaitLog("Retention removed records before they were read topic=" + pipeline.locations()
                + " partition=0 from=" + next + " to=" + logStart + " records=" + (logStart - next));
        // What is left of partition 0, and all of the two others.
        pipeline.awaitRows(10 - logStart + 10 + 10);
        assertThat(pipeline.database()
                        .queryLong("SELECT count(*) FROM ingest_gap WHERE topic = '" + pipeline.locations()
                                + "' AND partition = 0 AND from_offset = " + next + " AND to_offset = " + logStart))
                .isEqualTo(1);
        assertThat(pipeline.database().queryLong("SELECT count(*) FROM ingest_gap"))
                .isEqualTo(1);
        assertThat(writer.isReady()).isTrue();
    }
}
