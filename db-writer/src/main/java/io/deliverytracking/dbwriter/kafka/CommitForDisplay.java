package io.deliverytracking.dbwriter.kafka;

import jakarta.enterprise.context.ApplicationScoped;

/** Has the polling thread send what {@link OffsetCommitter} gathered. Called by the clock. */
@ApplicationScoped
public class CommitForDisplay {
    private final OffsetCommitter committer;
    private final ConnectorReader reader;

    public CommitForDisplay(OffsetCommitter committer, ConnectorReader reader) {
        this.committer = committer;
        this.reader = reader;
    }

    public void commit() {
        if (!committer.isIdle()) {
            reader.onPollingThread(committer::commit);
        }
    }
}
