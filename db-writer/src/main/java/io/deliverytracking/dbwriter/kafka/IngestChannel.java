package io.deliverytracking.dbwriter.kafka;

import io.deliverytracking.dbwriter.domain.Ingest;
import io.deliverytracking.dbwriter.domain.ReadBatch;
import io.deliverytracking.service.reading.PollSink;
import io.deliverytracking.service.trace.BatchTrace;
import io.deliverytracking.service.trace.Tracing;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Where polls arrive at the ingest, one call a poll, one after the other: from the connector, on the worker thread named
 * "ingest", or from the loop of a plain client.
 *
 * <p>While a call waits for the database, either pauses the consumer and keeps polling: the group does not notice.
 * Acknowledging does nothing; offsets move in the database.
 */
@ApplicationScoped
public class IngestChannel implements PollSink {
    /** The channel, and the name of its worker pool, of one thread. */
    public static final String CHANNEL = "ingest";

    private final ReadTracker tracker;
    private final Ingest ingest;
    private final Tracing tracing;
    private final LoudStop loudStop;

    public IngestChannel(ReadTracker tracker, Ingest ingest, Tracing tracing, LoudStop loudStop) {
        this.tracker = tracker;
        this.ingest = ingest;
        this.tracing = tracing;
        this.loudStop = loudStop;
    }

    @Incoming(CHANNEL)
    @Blocking(CHANNEL)
    public void accept(ConsumerRecords<byte[], byte[]> records) {
        try {
            ReadBatch batch = tracker.take(records);
            if (!batch.isEmpty()) {
                store(batch, records);
            }
        } catch (RuntimeException e) {
            // Neither bad data nor an absent database, so a fault of ours: what it broke is unknown.
            loudStop.stop(e);
        }
    }

    /** Of whatever generation: the tracker knows which polls are void, and the fence who was overtaken. */
    @Override
    public void take(ConsumerRecords<byte[], byte[]> poll, int generation) {
        accept(poll);
    }

    @Override
    public void stop(Throwable fault) {
        loudStop.stop(fault);
    }

    /** The spans of sampled records end with the commit. */
    private void store(ReadBatch batch, ConsumerRecords<byte[], byte[]> records) {
        try (BatchTrace trace = tracing.begin("store", records)) {
            if (!ingest.accept(batch)) {
                trace.notDone("not stored here: somebody else reads it, or the writer stops");
            }
        }
    }
}
