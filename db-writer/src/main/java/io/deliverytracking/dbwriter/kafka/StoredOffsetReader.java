package io.deliverytracking.dbwriter.kafka;

import io.deliverytracking.dbwriter.domain.LogPartition;
import io.deliverytracking.dbwriter.domain.LogReader;
import io.deliverytracking.dbwriter.domain.StartingPoint;
import io.deliverytracking.dbwriter.domain.WrongLogException;
import io.deliverytracking.service.reading.Reading;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * Has a partition read again from the offset that is stored of it.
 *
 * <p>Threading: any thread but the polling thread; returns without waiting for that.
 */
@ApplicationScoped
public class StoredOffsetReader implements LogReader {
    /** Looked up when it is needed: what is read comes to the ingest, which steers this. */
    private final Instance<Reading> reading;

    private final ReadTracker tracker;
    private final Takeover takeover;
    private final Instance<PartitionOwnership> ownership;
    private final LoudStop loudStop;

    public StoredOffsetReader(
            Instance<Reading> reading,
            ReadTracker tracker,
            Takeover takeover,
            @Identifier("partition-ownership") Instance<PartitionOwnership> ownership,
            LoudStop loudStop) {
        this.reading = reading;
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
            reading.get()
                    .onPollingThread(
                            client -> starts.forEach(start -> ownership.get().position(client, start)));
        } catch (WrongLogException e) {
            loudStop.stop(e);
        }
    }
}
