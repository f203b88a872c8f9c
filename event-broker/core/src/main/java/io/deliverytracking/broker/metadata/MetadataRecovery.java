package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the files of a local metadata log hold: a snapshot, the batches behind it, and the file to
 * append to, its torn tail cut.
 *
 * <p>Threading: {@link #of} runs in the background; the result is handed to the lane.
 *
 * @param snapshotOffset -1 without a snapshot
 * @param snapshot the snapshot's records
 * @param batches the batches behind the snapshot, offsets rising by one
 * @param nextOffset where the next batch goes
 * @param lastEpoch the epoch of the last batch, -1 before the first
 * @param active the file to append to
 * @param activePosition where in it
 */
record MetadataRecovery(
        long snapshotOffset,
        List<MetadataRecord> snapshot,
        List<MetadataFrame> batches,
        long nextOffset,
        int lastEpoch,
        StorageFile active,
        long activePosition) {

    private static final Logger LOG = LoggerFactory.getLogger(MetadataRecovery.class);

    static MetadataRecovery of(StorageDirectory directory) {
        directory.create();
        long snapshotOffset = -1;
        List<String> logs = new ArrayList<>();
        for (String name : directory.files()) {
            if (name.endsWith(MetadataFile.UNFINISHED_SUFFIX)) {
                directory.deleteFile(name);
            } else if (MetadataFile.isNamed(name, MetadataFile.SNAPSHOT_SUFFIX)) {
                snapshotOffset = MetadataFile.offsetOf(name);
            } else if (MetadataFile.isNamed(name, MetadataFile.LOG_SUFFIX)) {
                logs.add(name);
            }
        }
        Reader reader = new Reader(directory, snapshotOffset);
        for (int i = 0; i < logs.size(); i++) {
            reader.read(logs.get(i), i == logs.size() - 1);
        }
        return reader.finish();
    }

    /** Reads the log files one after another and holds each batch against the one before. */
    private static final class Reader {
        private final StorageDirectory directory;
        private final long snapshotOffset;
        private final List<MetadataFrame> batches = new ArrayList<>();
        private @Nullable StorageFile active;
        private long activePosition;
        private long nextOffset;
        private int lastEpoch = -1;

        Reader(StorageDirectory directory, long snapshotOffset) {
            this.directory = directory;
            this.snapshotOffset = snapshotOffset;
            this.nextOffset = -1;
        }

        void read(String name, boolean last) {
            StorageFile file = directory.file(name);
            long baseOffset = MetadataFile.offsetOf(name);
            if (last && MetadataFile.isTornAtCreation(file)) {
                cut(file, 0);
                file.write(MetadataFile.header(baseOffset), 0);
            }
            MetadataFile.checkHeader(file, baseOffset);
            if (nextOffset >= 0 ? baseOffset != nextOffset : baseOffset > snapshotOffset + 1) {
                throw MetadataFile.damaged(
                        file,
                        0,
                        "batches are missing before offset " + baseOffset + ", expected "
                                + (nextOffset >= 0 ? nextOffset : snapshotOffset + 1));
            }
            nextOffset = baseOffset;
            long end = MetadataFile.scan(file, frame -> add(file, frame));
            if (end < file.size()) {
                if (!last) {
                    throw MetadataFile.damaged(file, end, "the file ends inside a batch, but another follows it");
                }
                cut(file, end);
            }
            if (last) {
                active = file;
                activePosition = end;
            } else {
                file.close();
            }
        }

        private void add(StorageFile file, MetadataFrame frame) {
            if (frame.offset() != nextOffset || frame.epoch() < lastEpoch) {
                throw MetadataFile.damaged(
                        file,
                        0,
                        "batch " + frame.offset() + " of epoch " + frame.epoch() + " stands where batch " + nextOffset
                                + " of epoch " + lastEpoch + " or later belongs");
            }
            nextOffset++;
            lastEpoch = frame.epoch();
            if (frame.offset() > snapshotOffset) {
                batches.add(frame);
            }
        }

        private void cut(StorageFile file, long end) {
            LOG.atWarn()
                    .addKeyValue("file", file.path())
                    .addKeyValue("position", end)
                    .addKeyValue("bytes", file.size() - end)
                    .log("Torn tail of the metadata log cut");
            file.truncate(end);
            file.flush();
        }

        MetadataRecovery finish() {
            StorageFile file = active;
            if (file == null) {
                nextOffset = snapshotOffset + 1;
                if (snapshotOffset >= 0) {
                    // It is made before the snapshot is, and holds what came after.
                    throw MetadataFile.damaged(
                            directory.file(MetadataFile.logName(nextOffset)),
                            0,
                            "there is no log file behind the snapshot of offset " + snapshotOffset);
                }
                file = directory.file(MetadataFile.logName(nextOffset));
                file.create();
                file.write(MetadataFile.header(nextOffset), 0);
                activePosition = MetadataFile.HEADER_BYTES;
            }
            file.flush();
            directory.flush();
            if (nextOffset <= snapshotOffset) {
                throw MetadataFile.damaged(
                        file,
                        activePosition,
                        "the log ends at offset " + nextOffset + " before the snapshot's " + snapshotOffset);
            }
            List<MetadataRecord> snapshot =
                    snapshotOffset < 0 ? List.of() : MetadataSnapshotFile.read(directory, snapshotOffset);
            return new MetadataRecovery(snapshotOffset, snapshot, batches, nextOffset, lastEpoch, file, activePosition);
        }
    }
}
