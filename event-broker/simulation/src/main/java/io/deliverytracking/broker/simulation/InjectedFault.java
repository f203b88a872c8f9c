package io.deliverytracking.broker.simulation;

import io.deliverytracking.broker.simulation.disk.DiskFault;
import io.deliverytracking.broker.simulation.disk.DiskOperation;
import io.deliverytracking.broker.simulation.disk.SimulatedDisk;
import org.jspecify.annotations.Nullable;

/**
 * A disk that fails at one operation, or from there on; and what that excuses.
 *
 * <p>A fault in a partition's directory excuses nothing but that partition. One in the root directory or in that of the
 * metadata may stop everything.
 */
final class InjectedFault implements DiskFault, Excuse {

    /** How it fails. */
    enum Kind {
        /** This operation fails, and all is well again. */
        ERROR_ONCE,
        /** From here on the file, or the directory, can neither be changed nor read. */
        FILE_FAILS,
        /** From here on nothing can. */
        DISK_FAILS,
        /** From here on nothing more fits. */
        DISK_FULL
    }

    private static final String METADATA_DIRECTORY = "__cluster_metadata-0";
    private static final String ERROR = "Input/output error";
    private static final String FULL = "No space left on device";

    private final Kind kind;
    private final int at;
    private @Nullable DiskOperation struck;

    InjectedFault(Kind kind, int at) {
        this.kind = kind;
        this.at = at;
    }

    /** What it struck first; null if it has not yet. */
    @Nullable
    DiskOperation struck() {
        return struck;
    }

    @Override
    public Outcome before(DiskOperation operation) {
        if (operation.number() < at || !isStruckBy(operation)) {
            return Outcome.DONE;
        }
        boolean first = struck == null;
        if (first) {
            struck = operation;
        }
        return switch (kind) {
            case ERROR_ONCE -> first ? fail(operation, ERROR) : Outcome.DONE;
            case FILE_FAILS, DISK_FAILS -> fail(operation, ERROR);
            case DISK_FULL -> fail(operation, FULL);
        };
    }

    private boolean isStruckBy(DiskOperation operation) {
        return switch (kind) {
            case ERROR_ONCE, DISK_FAILS -> true;
            case FILE_FAILS -> struck == null || struck.path().equals(operation.path());
            case DISK_FULL ->
                operation.kind() == DiskOperation.Kind.WRITE
                        || operation.kind() == DiskOperation.Kind.CREATE_FILE
                        || operation.kind() == DiskOperation.Kind.CREATE_DIRECTORY;
        };
    }

    private static Outcome fail(DiskOperation operation, String error) {
        return Outcome.torn(error, operation.sizeInBytes() / 2);
    }

    @Override
    public @Nullable String beforeRead(String path) {
        DiskOperation first = struck;
        boolean fails = first != null
                && (kind == Kind.DISK_FAILS
                        || (kind == Kind.FILE_FAILS && first.path().equals(path)));
        return fails ? ERROR : null;
    }

    @Override
    public boolean isNone() {
        return struck == null;
    }

    @Override
    public boolean ofPartition(String topic, int partition) {
        return struck != null && (ofCluster() || directory().equals(topic + "-" + partition));
    }

    @Override
    public boolean ofCluster() {
        return struck != null
                && (kind == Kind.DISK_FULL
                        || kind == Kind.DISK_FAILS
                        || directory().isEmpty()
                        || directory().equals(METADATA_DIRECTORY));
    }

    /** The directory below the root in which it struck first; empty for the root itself. */
    private String directory() {
        DiskOperation first = struck;
        if (first == null || first.path().length() <= SimulatedDisk.ROOT.length()) {
            return "";
        }
        String below = first.path().substring(SimulatedDisk.ROOT.length() + 1);
        int slash = below.indexOf('/');
        boolean isDirectory = first.kind() == DiskOperation.Kind.CREATE_DIRECTORY
                || first.kind() == DiskOperation.Kind.RENAME_DIRECTORY
                || first.kind() == DiskOperation.Kind.DELETE_DIRECTORY
                || first.kind() == DiskOperation.Kind.FLUSH_DIRECTORY;
        if (slash < 0) {
            return isDirectory ? below : "";
        }
        return below.substring(0, slash);
    }
}
