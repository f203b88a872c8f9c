package io.deliverytracking.dbwriter.kafka;

import io.deliverytracking.dbwriter.domain.Ingest;
import io.deliverytracking.dbwriter.domain.ReadBatch;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * The connector's side of the ingest: one call a poll, one after the other, on the worker thread named "ingest".
 *
 * <p>While a call waits for the database, the connector pauses the consumer and keeps polling: the group does not
 * notice. Acknowledging does nothing; offsets move in the database.
 */
@ApplicationScoped
public class IngestChannel {
    /** The channel, and the name of its worker pool, of one thread. */
    public static final String CHANNEL = "ingest";

    private final ReadTracker tracker;
    private final Ingest ingest;
    private final LoudStop loudStop;

    public IngestChannel(ReadTracker tracker, Ingest ingest, LoudStop loudStop) {
        this.tracker = tracker;
        this.ingest = ingest;
        this.loudStop = loudStop;
    }

    @Incoming(CHANNEL)
    @Blocking(CHANNEL)
    public void accept(ConsumerRecords<byte[], byte[]> records) {
        try {
            ReadBatch batch = tracker.take(records);
            if (!batch.isEmpty()) {
                ingest.accept(batch);
            }
        } catch (RuntimeException e) {
            // Neither bad data nor an absent database, so a fault of ours: what it broke is unknown.
            loudStop.stop(e);
        }
    }
}
