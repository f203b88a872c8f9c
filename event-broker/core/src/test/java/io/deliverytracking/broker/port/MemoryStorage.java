package io.deliverytracking.broker.port;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that behaves as badly as a real one may.
 *
 * <p>It knows what is in the page cache and what was forced: {@link #kill()} keeps the first, {@link #powerFailure} keeps
 * the second and an arbitrary part of the difference. It fails when told to: half a write, a full disk, an I/O error.
 */
public final class MemoryStorage {

    /** One file's bytes: as the kernel sees them, and as they are on the platters. */
    private static final class Inode {
        byte[] cached = new byte[0];
        byte[] forced = new byte[0];
        /** The file is at most this long after a power failure: writes at the end come later than writes before. */
        long lastModifiedMs;
    }

    private static final class Folder {
        final Map<String, Inode> files = new TreeMap<>();
        final Map<String, Folder> folders = new TreeMap<>();
        Map<String, Inode> forcedFiles = new TreeMap<>();
        Map<String, Folder> forcedFolders = new TreeMap<>();
        boolean locked;
        boolean exists;
    }

    private final Folder root = new Folder();
    private int epoch;
    private long bytesWritten;
    private long capacityBytes = Long.MAX_VALUE;
    private int writesUntilTorn = -1;
    private int tornBytes;
    private @Nullable String failing;
    private String failingPath = "";
    private String unreadablePath = "";
    private long unreadableFrom;
    private long unreadableTo;
    private int flushes;
    private long nowMs;

    /** The root directory, for a broker that has just been started. */
    public StorageDirectory directory() {
        return new Directory("/disk", root, null, "");
    }

    /** The process is gone: locks end, handles are void, the page cache stays. */
    public void kill() {
        epoch++;
        unlock(root);
    }

    private static void unlock(Folder folder) {
        folder.locked = false;
        folder.folders.values().forEach(MemoryStorage::unlock);
    }

    /** The machine is gone: of what was not forced, an arbitrary part remains. */
    public void powerFailure(RandomGenerator random) {
        kill();
        lose(root, random);
    }

    private static void lose(Folder folder, RandomGenerator random) {
        Map<String, Inode> names = new TreeMap<>(folder.forcedFiles);
        for (Map.Entry<String, Inode> entry : folder.files.entrySet()) {
            if (random.nextBoolean()) {
                names.put(entry.getKey(), entry.getValue());
            }
        }
        folder.files.clear();
        folder.files.putAll(names);
        for (Inode inode : folder.files.values()) {
            inode.cached = afterPowerFailure(inode, random);
            inode.forced = inode.cached;
        }
        folder.forcedFiles = new TreeMap<>(folder.files);
        loseNames(folder, random);
        folder.folders.values().forEach(f -> lose(f, random));
    }

    /** A folder that was made, renamed or deleted since its parent was forced is there as it was, or as it is. */
    private static void loseNames(Folder parent, RandomGenerator random) {
        Map<String, Folder> names = new TreeMap<>(parent.forcedFolders);
        parent.folders.forEach((name, folder) -> {
            if (names.get(name) != folder && random.nextBoolean()) {
                names.values().removeIf(old -> old == folder);
                names.put(name, folder);
            }
        });
        parent.folders.clear();
        parent.folders.putAll(names);
        parent.forcedFolders = names;
    }

    /** Pages reach the disk in any order: each block is the forced or the cached one, and the length is in between. */
    private static byte[] afterPowerFailure(Inode inode, RandomGenerator random) {
        int shorter = Math.min(inode.forced.length, inode.cached.length);
        int longer = Math.max(inode.forced.length, inode.cached.length);
        byte[] result = new byte[shorter + (longer == shorter ? 0 : random.nextInt(longer - shorter + 1))];
        int block = 64;
        for (int start = 0; start < result.length; start += block) {
            byte[] source = random.nextBoolean() ? inode.cached : inode.forced;
            for (int i = start; i < Math.min(start + block, result.length); i++) {
                result[i] = i < source.length ? source[i] : 0;
            }
        }
        // What was forced and not written since is there for certain.
        for (int i = 0; i < Math.min(result.length, shorter); i++) {
            if (inode.forced[i] == inode.cached[i]) {
                result[i] = inode.forced[i];
            }
        }
        return result;
    }

    /** The write after {@code writes} more writes puts only {@code bytes} bytes on the disk and fails. */
    public void tearWrite(int writes, int bytes) {
        writesUntilTorn = writes;
        tornBytes = bytes;
    }

    /**
     * Every {@code operation} ("write", "flush", "truncate", "read", …) on a path that contains {@code path} fails; {@code $}
     * stands for a path's end.
     */
    public void fail(String operation, String path) {
        failing = operation;
        failingPath = path;
    }

    /** Every read of the file {@code path} fails that touches bytes from {@code from} to before {@code to}. */
    public void failReads(String path, long from, long to) {
        unreadablePath = path;
        unreadableFrom = from;
        unreadableTo = to;
    }

    /** The disk is well again. */
    public void heal() {
        unreadableTo = unreadableFrom;
        failing = null;
        writesUntilTorn = -1;
        capacityBytes = Long.MAX_VALUE;
    }

    /** Room for {@code bytes} more bytes. */
    public void leaveRoomFor(long bytes) {
        capacityBytes = usedBytes(root) + bytes;
    }

    /** All that was ever written. */
    public long bytesWritten() {
        return bytesWritten;
    }

    /** How many times a file was forced. */
    public int flushes() {
        return flushes;
    }

    /** What time files are written at. */
    public void setNowMs(long nowMs) {
        this.nowMs = nowMs;
    }

    /** A file's bytes in the page cache. */
    public byte[] contents(String path) {
        return find(path).cached.clone();
    }

    /** Puts other bytes into a file, and on the platters. */
    public void overwrite(String path, byte[] bytes) {
        Inode inode = find(path);
        inode.cached = bytes.clone();
        inode.forced = inode.cached;
    }

    /** Another disk with the same contents, for another try at the same crash. */
    public MemoryStorage copy() {
        MemoryStorage copy = new MemoryStorage();
        copyInto(root, copy.root);
        return copy;
    }

    private static void copyInto(Folder from, Folder to) {
        to.exists = from.exists;
        from.files.forEach((name, inode) -> {
            Inode other = new Inode();
            other.cached = inode.cached.clone();
            other.forced = from.forcedFiles.containsKey(name) ? inode.forced.clone() : new byte[0];
            other.lastModifiedMs = inode.lastModifiedMs;
            to.files.put(name, other);
            if (from.forcedFiles.containsKey(name)) {
                to.forcedFiles.put(name, other);
            }
        });
        IdentityHashMap<Folder, Folder> copies = new IdentityHashMap<>();
        from.folders.forEach((name, folder) -> to.folders.put(name, copyOf(folder, copies)));
        from.forcedFolders.forEach((name, folder) -> to.forcedFolders.put(name, copyOf(folder, copies)));
    }

    private static Folder copyOf(Folder folder, IdentityHashMap<Folder, Folder> copies) {
        Folder copy = copies.get(folder);
        if (copy == null) {
            copy = new Folder();
            copies.put(folder, copy);
            copyInto(folder, copy);
        }
        return copy;
    }

    private Inode find(String path) {
        String[] parts = path.split("/", -1);
        Folder folder = root;
        for (int i = 0; i < parts.length - 1; i++) {
            folder = folder.folders.get(parts[i]);
        }
        Inode inode = folder.files.get(parts[parts.length - 1]);
        if (inode == null) {
            throw new IllegalArgumentException("no file " + path + " among " + folder.files.keySet());
        }
        return inode;
    }

    private static long usedBytes(Folder folder) {
        long used = 0;
        for (Inode inode : folder.files.values()) {
            used += inode.cached.length;
        }
        for (Folder child : folder.folders.values()) {
            used += usedBytes(child);
        }
        return used;
    }

    private void maybeFail(String operation, String path) {
        if (operation.equals(failing) && (path + "$").contains(failingPath)) {
            throw new StorageException(operation, path, "Input/output error");
        }
    }

    private final class Directory implements StorageDirectory {

        private final String path;
        private final Folder folder;
        private final @Nullable Folder parent;
        private final String name;
        private final int born = epoch;

        private Directory(String path, Folder folder, @Nullable Folder parent, String name) {
            this.path = path;
            this.folder = folder;
            this.parent = parent;
            this.name = name;
        }

        private Folder folder() {
            if (born != epoch) {
                throw new StorageException("use", path, "the process is dead");
            }
            return folder;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public StorageDirectory directory(String child) {
            Folder found = folder().folders.get(child);
            return new Directory(path + "/" + child, found == null ? new Folder() : found, folder, child);
        }

        @Override
        public StorageFile file(String child) {
            return new File(this, child);
        }

        @Override
        public boolean exists() {
            return folder().exists;
        }

        @Override
        public void create() {
            maybeFail("create", path);
            folder().exists = true;
            if (parent != null) {
                parent.folders.put(name, folder);
            }
        }

        @Override
        public List<String> files() {
            maybeFail("list", path);
            return new ArrayList<>(folder().files.keySet());
        }

        @Override
        public List<String> directories() {
            return new ArrayList<>(folder().folders.keySet());
        }

        @Override
        public boolean deleteFile(String child) {
            maybeFail("delete", path + "/" + child);
            return folder().files.remove(child) != null;
        }

        @Override
        public boolean deleteDirectory(String child) {
            maybeFail("delete", path + "/" + child);
            return folder().folders.remove(child) != null;
        }

        @Override
        public void renameDirectory(String from, String to) {
            maybeFail("rename", path + "/" + from);
            Folder moved = folder().folders.remove(from);
            if (moved == null) {
                throw new StorageException("rename", path + "/" + from, "no such directory");
            }
            folder().folders.put(to, moved);
        }

        @Override
        public void flush() {
            maybeFail("flush", path);
            folder().forcedFiles = new TreeMap<>(folder().files);
            folder().forcedFolders = new TreeMap<>(folder().folders);
        }

        @Override
        public @Nullable StorageLock tryLock(String child) {
            if (folder().locked) {
                return null;
            }
            folder().locked = true;
            return () -> folder.locked = false;
        }

        @Override
        public long usableBytes() {
            return capacityBytes - usedBytes(root);
        }
    }

    private final class File implements StorageFile {

        private final Directory directory;
        private String name;
        private @Nullable Inode opened;
        private boolean closed;

        private File(Directory directory, String name) {
            this.directory = directory;
            this.name = name;
        }

        private Inode inode(String operation) {
            directory.folder();
            if (closed) {
                throw new StorageException(operation, path(), "the file is closed");
            }
            maybeFail(operation, path());
            Inode inode = opened;
            if (inode == null) {
                inode = directory.folder().files.get(name);
            }
            if (inode == null) {
                throw new StorageException(operation, path(), "no such file");
            }
            opened = inode;
            return inode;
        }

        @Override
        public String path() {
            return directory.path + "/" + name;
        }

        @Override
        public boolean exists() {
            return directory.folder().files.containsKey(name);
        }

        @Override
        public void create() {
            maybeFail("create", path());
            if (directory.folder().files.containsKey(name)) {
                throw new StorageException("create", path(), "the file exists");
            }
            Inode inode = new Inode();
            inode.lastModifiedMs = nowMs;
            directory.folder().files.put(name, inode);
            opened = inode;
        }

        @Override
        public long size() {
            return inode("size").cached.length;
        }

        @Override
        public long lastModifiedMs() {
            return inode("size").lastModifiedMs;
        }

        @Override
        public int read(ByteBuffer target, long position) {
            byte[] bytes = inode("read").cached;
            int count = (int) Math.max(0, Math.min(target.remaining(), bytes.length - position));
            boolean touched = position < unreadableTo && position + count > unreadableFrom;
            if (touched && path().endsWith("/" + unreadablePath)) {
                throw new StorageException("read", path(), "Input/output error");
            }
            if (count > 0) {
                target.put(bytes, (int) position, count);
            }
            return count;
        }

        @Override
        public void write(ByteBuffer source, long position) {
            Inode inode = inode("write");
            int wanted = source.remaining();
            int room = (int) Math.min(
                    wanted, Math.max(0, capacityBytes - usedBytes(root) + Math.max(0, inode.cached.length - position)));
            int count = room;
            String reason = room < wanted ? "No space left on device" : "";
            if (writesUntilTorn == 0) {
                count = Math.min(count, tornBytes);
                reason = "Input/output error";
            }
            writesUntilTorn--;
            int end = (int) position + count;
            if (end > inode.cached.length) {
                inode.cached = Arrays.copyOf(inode.cached, end);
            } else {
                inode.cached = inode.cached.clone();
            }
            source.get(inode.cached, (int) position, count);
            inode.lastModifiedMs = nowMs;
            bytesWritten += count;
            if (!reason.isEmpty()) {
                throw new StorageException("write", path(), reason);
            }
        }

        @Override
        public void truncate(long size) {
            Inode inode = inode("truncate");
            if (size < inode.cached.length) {
                inode.cached = Arrays.copyOf(inode.cached, (int) size);
            }
        }

        @Override
        public void flush() {
            Inode inode = inode("flush");
            inode.forced = inode.cached;
            flushes++;
        }

        @Override
        public void rename(String newName) {
            maybeFail("rename", path());
            Inode inode = directory.folder().files.remove(name);
            if (inode == null) {
                throw new StorageException("rename", path(), "no such file");
            }
            directory.folder().files.put(newName, inode);
            opened = inode;
            name = newName;
        }

        @Override
        public void release() {
            opened = null;
        }

        @Override
        public void close() {
            release();
            closed = true;
        }
    }
}
