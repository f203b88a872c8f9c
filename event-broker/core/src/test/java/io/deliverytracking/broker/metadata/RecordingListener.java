package io.deliverytracking.broker.metadata;

import java.util.ArrayList;
import java.util.List;

/** Writes down what a metadata log tells, one line an event. */
final class RecordingListener implements MetadataLog.Listener {

    final List<String> events = new ArrayList<>();
    int epoch = -1;
    MetadataLogException fatal;
    MetadataImage image = MetadataImage.EMPTY;
    Runnable onSnapshotWanted = () -> {};

    @Override
    public void onSnapshot(long offset, List<MetadataRecord> records) {
        events.add("snapshot " + offset);
        image = MetadataImage.EMPTY.next(offset).replay(records).build();
    }

    @Override
    public void onCommit(long offset, int batchEpoch, List<MetadataRecord> records) {
        events.add("commit " + offset + " epoch " + batchEpoch);
        image = image.next(offset).replay(records).build();
    }

    @Override
    public void onBecomeLeader(int newEpoch) {
        events.add("leader " + newEpoch);
        epoch = newEpoch;
    }

    @Override
    public void onResign(int newEpoch, int leaderId) {
        events.add("resign " + newEpoch);
    }

    @Override
    public void onSnapshotWanted() {
        events.add("snapshot wanted");
        onSnapshotWanted.run();
    }

    @Override
    public void onFatal(MetadataLogException failure) {
        events.add("fatal");
        fatal = failure;
    }
}
