package io.deliverytracking.broker.log;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** Apache Kafka's names of files and directories below a log directory. */
final class LogFileNames {

    static final String LOG_SUFFIX = ".log";
    static final String INDEX_SUFFIX = ".index";
    static final String TIME_INDEX_SUFFIX = ".timeindex";
    static final String SNAPSHOT_SUFFIX = ".snapshot";
    /** Retired: renamed, and unlinked later. */
    static final String DELETED_SUFFIX = ".deleted";
    /** Compacted, not whole yet: what a restart finds, it deletes. */
    static final String CLEANED_SUFFIX = ".cleaned";
    /** Compacted and whole: stands for the segments whose offsets it covers, which a restart deletes. */
    static final String SWAP_SUFFIX = ".swap";
    /** Half written: replaced by a rename once whole. */
    static final String TEMPORARY_SUFFIX = ".tmp";

    static final String LEADER_EPOCH_CHECKPOINT = "leader-epoch-checkpoint";
    static final String PARTITION_METADATA = "partition.metadata";

    /** The quorum's log has an owner of its own, though its directory looks like a partition's. */
    static final String CLUSTER_METADATA_TOPIC = "__cluster_metadata";

    private static final int OFFSET_DIGITS = 20;
    private static final Pattern PARTITION_DIRECTORY = Pattern.compile("(.+)-(\\d{1,9})");
    private static final String DELETED_DIRECTORY_SUFFIX = "-delete";

    private LogFileNames() {}

    /** A file named by an offset: twenty digits and a suffix. */
    static String ofOffset(long offset, String suffix) {
        return String.format(Locale.ROOT, "%0" + OFFSET_DIGITS + "d%s", offset, suffix);
    }

    /** The offset that names {@code file}, or -1 if the name isn't an offset and {@code suffix}. */
    static long offsetOf(String file, String suffix) {
        if (file.length() != OFFSET_DIGITS + suffix.length() || !file.endsWith(suffix)) {
            return -1;
        }
        try {
            return Long.parseLong(file.substring(0, OFFSET_DIGITS));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    static String directoryOf(TopicPartition partition) {
        return partition.topic() + "-" + partition.partition();
    }

    /** The partition whose directory this is, or null if it is none. */
    static @Nullable TopicPartition partitionOf(String directory) {
        Matcher matcher = PARTITION_DIRECTORY.matcher(directory);
        if (!matcher.matches() || isDeletedDirectory(directory)) {
            return null;
        }
        String topic = matcher.group(1);
        return topic.equals(CLUSTER_METADATA_TOPIC)
                ? null
                : new TopicPartition(topic, Integer.parseInt(matcher.group(2)));
    }

    /** What a deleted partition's directory is called until it is unlinked; short enough for any file system. */
    static String deletedDirectoryOf(TopicPartition partition, Uuid unique) {
        String suffix = "." + unique + DELETED_DIRECTORY_SUFFIX;
        String name = directoryOf(partition);
        int longest = 255 - suffix.length();
        return (name.length() > longest ? name.substring(0, longest) : name) + suffix;
    }

    static boolean isDeletedDirectory(String directory) {
        return directory.endsWith(DELETED_DIRECTORY_SUFFIX) && directory.contains(".");
    }
}
