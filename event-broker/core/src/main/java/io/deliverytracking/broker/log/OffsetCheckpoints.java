package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageDirectory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoint files of a log directory, in Apache Kafka's format: a line {@code topic partition offset} each.
 *
 * <p>Unlike Apache Kafka: a last line, not counted, has the checksum of those before, but for what was compacted, which can
 * only be compacted again. One flipped bit would else have a log start behind its end, and be begun anew there with nothing
 * in it. A file without that line can't be read.
 *
 * <p>Threading: written by the lane and by background work; an older state never replaces a newer one.
 */
final class OffsetCheckpoints {

    static final String RECOVERY_POINTS = "recovery-point-offset-checkpoint";
    static final String LOG_STARTS = "log-start-offset-checkpoint";
    static final String CLEANED = "cleaner-offset-checkpoint";

    private static final String CHECKSUM = "# crc-32c ";

    private static final Logger LOG = LoggerFactory.getLogger(OffsetCheckpoints.class);

    private final StorageDirectory directory;
    private long lastWritten;
    /** Most brokers have no compacted topic; their third file would be written for nothing, or be there for nothing. */
    private String cleanedOnDisk;

    OffsetCheckpoints(StorageDirectory directory) {
        this.directory = directory;
        String text = AtomicFile.readText(directory, CLEANED);
        this.cleanedOnDisk = text == null ? new CheckpointText().toString() : text;
    }

    /**
     * Writes the files, forced to disk.
     *
     * @param sequence of the state; if a later one was written meanwhile, nothing happens
     */
    synchronized void write(long sequence, String recoveryPoints, String logStarts, String cleaned) {
        if (sequence <= lastWritten) {
            return;
        }
        if (!cleaned.equals(cleanedOnDisk)) {
            AtomicFile.write(directory, CLEANED, cleaned, true);
            cleanedOnDisk = cleaned;
        }
        AtomicFile.write(directory, LOG_STARTS, logStarts + checksumOf(logStarts), true);
        AtomicFile.write(directory, RECOVERY_POINTS, recoveryPoints + checksumOf(recoveryPoints), true);
        lastWritten = sequence;
    }

    /** Reads one file. What can't be read counts as empty: recovery points at 0 only cost time. */
    Map<String, Long> read(String file) {
        Map<String, Long> offsets = find(file);
        return offsets == null ? Map.of() : offsets;
    }

    /** Reads one file; null if it is not there, or can't be read. */
    @Nullable
    Map<String, Long> find(String file) {
        Map<String, Long> offsets = new TreeMap<>();
        String text = AtomicFile.readText(directory, file);
        if (text == null) {
            return null;
        }
        try {
            if (!file.equals(CLEANED)) {
                checkChecksum(text);
            }
            for (CheckpointText.Line line : CheckpointText.parse(text, 3)) {
                TopicPartition partition = new TopicPartition(line.field(0), Integer.parseInt(line.field(1)));
                offsets.put(LogFileNames.directoryOf(partition), Long.parseLong(line.field(2)));
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("unreadable checkpoint file={}/{} error={}", directory.path(), file, e.getMessage());
            return null;
        }
        return offsets;
    }

    private static void checkChecksum(String text) {
        int at = text.lastIndexOf(CHECKSUM);
        if (at < 0 || !text.substring(at).equals(checksumOf(text.substring(0, at)))) {
            throw new IllegalArgumentException("its checksum is wrong or missing");
        }
    }

    private static String checksumOf(String lines) {
        CRC32C crc = new CRC32C();
        crc.update(lines.getBytes(StandardCharsets.UTF_8));
        return CHECKSUM + String.format(Locale.ROOT, "%08x", crc.getValue()) + "\n";
    }

    static String line(TopicPartition partition, long offset) {
        return partition.topic() + " " + partition.partition() + " " + offset;
    }
}
