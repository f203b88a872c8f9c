package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.port.StorageFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes and reads snapshots of the local metadata log; layout in {@link MetadataFile}.
 *
 * <p>Invariant: a file with a snapshot's name is complete and durable, and only then are the batches
 * and snapshots before it deleted.
 *
 * <p>Threading: runs in the background and touches no state but the files.
 */
final class MetadataSnapshotFile {

    private static final Logger LOG = LoggerFactory.getLogger(MetadataSnapshotFile.class);

    private MetadataSnapshotFile() {}

    /**
     * Writes the snapshot after the batch at {@code offset}, then deletes what it makes superfluous.
     *
     * @return false if the disk did not take it, as a full one doesn't: then everything is as it was
     * @throws StorageException if more than that failed
     */
    static boolean write(StorageDirectory directory, long offset, List<MetadataRecord> records) {
        String unfinished =
                MetadataFile.snapshotName(offset).replace(MetadataFile.SNAPSHOT_SUFFIX, MetadataFile.UNFINISHED_SUFFIX);
        directory.deleteFile(unfinished);
        try (StorageFile file = directory.file(unfinished)) {
            try {
                writeContents(file, offset, records);
            } catch (StorageException e) {
                LOG.atWarn()
                        .addKeyValue("file", file.path())
                        .addKeyValue("error", e.getMessage())
                        .log("No snapshot of the metadata, the disk refuses it: the next one comes later");
                directory.deleteFile(unfinished);
                return false;
            }
            file.flush();
            file.rename(MetadataFile.snapshotName(offset));
        }
        directory.flush();
        deleteSuperfluous(directory, offset);
        return true;
    }

    private static void writeContents(StorageFile file, long offset, List<MetadataRecord> records) {
        file.create();
        long position = append(file, 0, MetadataFile.header(offset));
        for (int from = 0; from < records.size(); from += MetadataLog.MAX_BATCH_RECORDS) {
            int to = Math.min(records.size(), from + MetadataLog.MAX_BATCH_RECORDS);
            position = append(file, position, MetadataFrame.encode(offset, 0, records.subList(from, to)));
        }
        append(file, position, MetadataFrame.encode(offset, 0, List.of()));
    }

    private static long append(StorageFile file, long position, ByteBuffer bytes) {
        int sizeBytes = bytes.remaining();
        file.write(bytes, position);
        return position + sizeBytes;
    }

    /** Deletes older snapshots, and log files whose successor begins at or before the next offset. */
    private static void deleteSuperfluous(StorageDirectory directory, long offset) {
        String keptLog = null;
        List<String> logs = new ArrayList<>();
        for (String name : directory.files()) {
            if (MetadataFile.isNamed(name, MetadataFile.SNAPSHOT_SUFFIX) && MetadataFile.offsetOf(name) < offset) {
                directory.deleteFile(name);
            } else if (MetadataFile.isNamed(name, MetadataFile.LOG_SUFFIX)) {
                logs.add(name);
                if (MetadataFile.offsetOf(name) <= offset + 1) {
                    keptLog = name;
                }
            }
        }
        for (String name : logs) {
            if (keptLog != null && name.compareTo(keptLog) < 0) {
                directory.deleteFile(name);
            }
        }
    }

    /** Reads a whole snapshot. */
    static List<MetadataRecord> read(StorageDirectory directory, long offset) {
        try (StorageFile file = directory.file(MetadataFile.snapshotName(offset))) {
            MetadataFile.checkHeader(file, offset);
            List<MetadataRecord> records = new ArrayList<>();
            boolean[] ended = {false};
            long end = MetadataFile.scan(file, frame -> {
                records.addAll(frame.records());
                ended[0] = frame.records().isEmpty();
            });
            if (end != file.size() || !ended[0]) {
                throw MetadataFile.damaged(file, end, "the snapshot ends here, without its last frame");
            }
            return records;
        }
    }
}
