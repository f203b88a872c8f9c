package io.deliverytracking.dbwriter.kafka;

import io.deliverytracking.dbwriter.config.DbWriterConfig;
import io.deliverytracking.service.reading.Reading;
import io.deliverytracking.service.reading.Reading.ClientAction;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Has the polling thread send what {@link OffsetCommitter} gathered, several times a second: shown lag is as old as the
 * last commit. A timer of Vert.x, because Quarkus's scheduler ticks once a second.
 */
@ApplicationScoped
public class CommitForDisplay {
    private final OffsetCommitter committer;
    private final Reading reading;
    private final ClientAction commit;

    public CommitForDisplay(OffsetCommitter committer, Reading reading) {
        this.committer = committer;
        this.reading = reading;
        this.commit = committer::commit;
    }

    void start(@Observes StartupEvent started, Vertx vertx, DbWriterConfig config) {
        vertx.setPeriodic(config.ingest().commitInterval().toMillis(), timer -> commit());
    }

    private void commit() {
        if (!committer.isIdle()) {
            reading.onPollingThread(commit);
        }
    }
}
