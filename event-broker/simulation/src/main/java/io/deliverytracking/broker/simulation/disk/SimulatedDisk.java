package io.deliverytracking.broker.simulation.disk;

import io.deliverytracking.broker.port.Clock;
import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * A disk in memory, with POSIX's promises and no more: bytes are safe from a loss of power after a flush of their file,
 * names after a flush of their directory.
 *
 * <p>Each operation that changes it has a number, and a {@link DiskFault} is asked before it. A disk can be copied between
 * two operations, so one run of a script shows every state that a crash can leave.
 *
 * <p>Threading: one thread.
 */
public final class SimulatedDisk {

    /** The path of the root directory, a broker's {@code log.dirs}. */
    public static final String ROOT = "/disk";

    private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0);

    private final Clock clock;
    private final Folder root;
    private DiskFault fault = DiskFault.NONE;
    private int operations;
    /** Handles of earlier processes are void. */
    private int process;

    public SimulatedDisk(Clock clock) {
        this(clock, new Folder());
    }

    private SimulatedDisk(Clock clock, Folder root) {
        this.clock = clock;
        this.root = root;
    }

    /** The root directory, for a process that has just been started. */
    public StorageDirectory directory() {
        return new SimulatedDirectory(this, process, ROOT, root, null, "");
    }

    /** From now on {@code fault} decides what becomes of operations. */
    public void setFault(DiskFault fault) {
        this.fault = fault;
    }

    /** How many operations have changed this disk, or tried to. */
    public int operations() {
        return operations;
    }

    /** The process is gone: its handles are void and its locks free; what it wrote stays. */
    public void killProcess() {
        process++;
        root.unlock();
    }

    /** The machine is gone: of what was not forced, {@code loss} says what is left. */
    public void losePower(PowerLoss loss) {
        killProcess();
        root.losePower(loss);
    }

    /** Another disk with the same contents, forced and not, on which nobody has opened anything, and without faults. */
    public SimulatedDisk copy(Clock otherClock) {
        return new SimulatedDisk(otherClock, root.copy(new IdentityHashMap<>(), new IdentityHashMap<>()));
    }

    /** Does a part of a write that this disk's original was asked about. */
    public void writePart(DiskOperation write, int bytes) {
        byte[] part = new byte[bytes];
        write.bytes().duplicate().get(part);
        inode(write.path()).write(part, bytes, write.position(), clock.wallClockMs());
    }

    /** The paths of all files, sorted within each directory. */
    public List<String> files() {
        List<String> paths = new ArrayList<>();
        collect(ROOT, root, paths);
        return paths;
    }

    private static void collect(String path, Folder folder, List<String> paths) {
        folder.files().forEach(name -> paths.add(path + "/" + name));
        for (String name : folder.folders()) {
            Folder child = folder.folder(name);
            if (child != null) {
                collect(path + "/" + name, child, paths);
            }
        }
    }

    /** A file's bytes. */
    public byte[] contents(String path) {
        return inode(path).cached().clone();
    }

    /** Puts other bytes into a file, and on the platters. */
    public void overwrite(String path, byte[] bytes) {
        inode(path).become(bytes.clone());
    }

    /** Loses a file. */
    public void remove(String path) {
        Folder folder = folderOf(path);
        folder.removeFile(nameOf(path));
        folder.flush();
    }

    private Inode inode(String path) {
        Inode inode = folderOf(path).file(nameOf(path));
        if (inode == null) {
            throw new IllegalArgumentException("no file " + path);
        }
        return inode;
    }

    private Folder folderOf(String path) {
        Folder folder = root;
        int at = ROOT.length() + 1;
        for (int slash = path.indexOf('/', at); slash >= 0; slash = path.indexOf('/', at)) {
            Folder child = folder.folder(path.substring(at, slash));
            if (child == null) {
                throw new IllegalArgumentException("no directory of " + path);
            }
            folder = child;
            at = slash + 1;
        }
        return folder;
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    // ---- for the handles -----------------------------------------------------------------------------------------

    long nowMs() {
        return clock.wallClockMs();
    }

    void requireAlive(int handleOfProcess, String path) {
        if (handleOfProcess != process) {
            throw new StorageException("use", path, "the process that opened it is dead");
        }
    }

    void beforeRead(String operation, String path) {
        String error = fault.beforeRead(path);
        if (error != null) {
            throw new StorageException(operation, path, error);
        }
    }

    /** Numbers an operation and asks what becomes of it; throws if it fails as a whole. */
    void before(DiskOperation.Kind kind, String operation, String path) {
        DiskFault.Outcome outcome = ask(kind, path, 0, NO_BYTES);
        if (outcome.error() != null) {
            throw new StorageException(operation, path, outcome.error());
        }
    }

    /** The same for an operation of which a part may be done though it fails. */
    DiskFault.Outcome ask(DiskOperation.Kind kind, String path, long position, ByteBuffer bytes) {
        operations++;
        return fault.before(new DiskOperation(operations, kind, path, position, bytes));
    }
}
