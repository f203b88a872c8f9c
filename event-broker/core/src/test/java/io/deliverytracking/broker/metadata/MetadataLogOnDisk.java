package io.deliverytracking.broker.metadata;

import java.util.ArrayList;
import java.util.List;

/** A metadata log on a disk and a lane in the test's hand, and what became of the batches that were appended. */
abstract class MetadataLogOnDisk {

    static final String FIRST_FILE = "00000000000000000000.log";
    static final long NO_SNAPSHOTS = 1_000_000;

    final MemoryDirectory disk = new MemoryDirectory();
    final TestLane lane = new TestLane();
    final List<String> outcomes = new ArrayList<>();

    record Running(LocalMetadataLog log, RecordingListener listener) {}

    final Running start(long snapshotAfterBytes) {
        RecordingListener listener = new RecordingListener();
        LocalMetadataLog log = new LocalMetadataLog(disk, lane, snapshotAfterBytes);
        listener.onSnapshotWanted = () -> log.snapshot(listener.image.offset(), listener.image.toRecords());
        log.start(listener);
        lane.run();
        return new Running(log, listener);
    }

    final Running start() {
        return start(NO_SNAPSHOTS);
    }

    final void append(Running running, long nextProducerId) {
        running.log()
                .append(
                        running.listener().epoch,
                        List.of(new MetadataRecord.ProducerIdsReserved(nextProducerId)),
                        (offset, failure) -> outcomes.add(
                                failure instanceof MetadataLogException known
                                        ? nextProducerId + ":" + known.kind()
                                        : nextProducerId + "@" + offset));
    }
}
