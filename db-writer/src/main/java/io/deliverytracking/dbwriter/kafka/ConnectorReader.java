package io.deliverytracking.dbwriter.kafka;

import io.deliverytracking.dbwriter.domain.LogPartition;
import io.deliverytracking.dbwriter.domain.LogReader;
import io.deliverytracking.dbwriter.domain.StartingPoint;
import io.deliverytracking.dbwriter.domain.WrongLogException;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Steers the connector's consumer from other threads: everything that touches it is handed to its polling thread.
 *
 * <p>Threading: any thread but the polling thread; returns without waiting for that.
 */
@ApplicationScoped
public class ConnectorReader implements LogReader {
    private static final Logger LOG = Logger.getLogger(ConnectorReader.class);

    private final KafkaClientService clients;
    private final ReadTracker tracker;
    private final Takeover takeover;
    private final Instance<PartitionOwnership> ownership;
    private final LoudStop loudStop;

    public ConnectorReader(
            KafkaClientService clients,
            ReadTracker tracker,
            Takeover takeover,
            @Identifier("partition-ownership") Instance<PartitionOwnership> ownership,
            LoudStop loudStop) {
        this.clients = clients;
        this.tracker = tracker;
        this.takeover = takeover;
        this.ownership = ownership;
        this.loudStop = loudStop;
    }

    /** Asks for the stored offset here, on the caller's thread, and seeks on the polling thread. */
    @Override
    public void readAgain(LogPartition partition) {
        TopicPartition kafkaPartition = new TopicPartition(partition.topic(), partition.partition());
        tracker.forget(kafkaPartition);
        try {
            List<StartingPoint> starts = takeover.startingPoints(List.of(kafkaPartition));
            onPollingThread(consumer -> starts.forEach(start -> ownership.get().position(consumer, start)));
        } catch (WrongLogException e) {
            loudStop.stop(e);
        }
    }

    void onPollingThread(Consumer<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> action) {
        KafkaConsumer<byte[], byte[]> consumer = clients.getConsumer(IngestChannel.CHANNEL);
        if (consumer != null) {
            consumer.runOnPollingThread(action)
                    .subscribe()
                    .with(done -> {}, error -> LOG.warnf("The polling thread refused reason=%s", error.getMessage()));
        }
    }
}
