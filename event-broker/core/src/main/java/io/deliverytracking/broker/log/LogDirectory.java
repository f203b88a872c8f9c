package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.RandomSource;
import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageFile;
import io.deliverytracking.broker.port.StorageLock;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code log.dirs}: who owns it, and whether its last owner stopped cleanly.
 *
 * <p>Invariant: at most one broker at a time, held by a lock that ends with the process; always the same node of the same
 * cluster, by {@code meta.properties}.
 * <p>Threading: opened and closed by the thread that starts and stops the broker.
 * <p>Failure: {@link LogDirectoryLockedException}, {@link InconsistentLogDirectoryException}.
 */
public final class LogDirectory implements AutoCloseable {

    static final String LOCK = ".lock";
    /** Names the cluster, the node and the directory. */
    public static final String META_PROPERTIES = "meta.properties";

    static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";

    /**
     * Unlike Apache Kafka's, which is 1: told to start here, it refuses. It would else cut the metadata beside this file, in
     * which it finds no record batch, back to nothing, and put every partition aside as one of a topic that is gone.
     */
    private static final String META_VERSION = "delivery-1";

    /** What earlier versions of this program wrote. */
    private static final String FIRST_META_VERSION = "1";

    private final StorageDirectory root;
    private final StorageLock lock;
    private final String clusterId;
    private final int nodeId;
    private final Uuid directoryId;

    private LogDirectory(StorageDirectory root, StorageLock lock, String clusterId, int nodeId, Uuid directoryId) {
        this.root = root;
        this.lock = lock;
        this.clusterId = clusterId;
        this.nodeId = nodeId;
        this.directoryId = directoryId;
    }

    /**
     * Locks the directory, making it if there is none, and reads {@code meta.properties}, writing it the first time.
     *
     * @param clusterId null to take the stored one, or a new one the first time
     */
    public static LogDirectory open(
            StorageDirectory root, int nodeId, @Nullable String clusterId, RandomSource random) {
        root.create();
        StorageLock lock = root.tryLock(LOCK);
        if (lock == null) {
            throw new LogDirectoryLockedException("Cannot lock " + root.path() + "/" + LOCK
                    + ": another broker uses this directory. Stop it, or give this one a log.dirs of its own.");
        }
        try {
            String text = AtomicFile.readText(root, META_PROPERTIES);
            if (text == null) {
                return createMeta(root, lock, nodeId, clusterId, random);
            }
            return readMeta(root, lock, nodeId, clusterId, PropertiesText.parse(text, '='));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static LogDirectory createMeta(
            StorageDirectory root, StorageLock lock, int nodeId, @Nullable String clusterId, RandomSource random) {
        String cluster = clusterId == null ? newUuid(random).toString() : clusterId;
        Uuid directoryId = newUuid(random);
        String text = new PropertiesText()
                .put("version", META_VERSION)
                .put("cluster.id", cluster)
                .put("node.id", nodeId)
                .put("directory.id", directoryId)
                .toText("=");
        AtomicFile.write(root, META_PROPERTIES, text, true);
        return new LogDirectory(root, lock, cluster, nodeId, directoryId);
    }

    private static LogDirectory readMeta(
            StorageDirectory root, StorageLock lock, int nodeId, @Nullable String clusterId, PropertiesText meta) {
        String file = root.path() + "/" + META_PROPERTIES;
        String storedVersion = required(meta, "version", file);
        String storedCluster = required(meta, "cluster.id", file);
        String storedNode = required(meta, "node.id", file);
        if (!storedVersion.equals(META_VERSION) && !storedVersion.equals(FIRST_META_VERSION)) {
            throw new InconsistentLogDirectoryException(
                    file + " has version " + storedVersion + ", not " + META_VERSION);
        }
        if (!storedNode.equals(Integer.toString(nodeId))) {
            throw new InconsistentLogDirectoryException(
                    file + " belongs to node.id " + storedNode + ", this broker is " + nodeId);
        }
        if (clusterId != null && !storedCluster.equals(clusterId)) {
            throw new InconsistentLogDirectoryException(
                    file + " belongs to cluster.id " + storedCluster + ", this broker to " + clusterId);
        }
        return new LogDirectory(root, lock, storedCluster, nodeId, directoryIdOf(meta, file));
    }

    private static Uuid directoryIdOf(PropertiesText meta, String file) {
        String id = required(meta, "directory.id", file);
        try {
            return Uuid.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new InconsistentLogDirectoryException(file + " has directory.id " + id + ", which is no id");
        }
    }

    private static String required(PropertiesText meta, String name, String file) {
        String value = meta.get(name);
        if (value == null) {
            throw new InconsistentLogDirectoryException(file + " lacks " + name);
        }
        return value;
    }

    /** An id that no command line takes for an option. */
    static Uuid newUuid(RandomSource random) {
        Uuid id;
        do {
            id = new Uuid(random.nextLong(), random.nextLong());
        } while (Uuid.RESERVED.contains(id) || id.toString().startsWith("-"));
        return id;
    }

    /** Whether the last owner stopped cleanly. */
    boolean wasShutDownCleanly() {
        try (StorageFile marker = root.file(CLEAN_SHUTDOWN)) {
            return marker.exists();
        }
    }

    /** From now on a crash is a crash. */
    void clearCleanShutdown() {
        if (root.deleteFile(CLEAN_SHUTDOWN)) {
            root.flush();
        }
    }

    /** Everything was forced to disk. */
    void markCleanShutdown() {
        AtomicFile.write(root, CLEAN_SHUTDOWN, "0\n", true);
    }

    /** The directory itself; other packages keep their own directories in it. */
    public StorageDirectory root() {
        return root;
    }

    public String clusterId() {
        return clusterId;
    }

    public int nodeId() {
        return nodeId;
    }

    public Uuid directoryId() {
        return directoryId;
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        lock.close();
    }
}
