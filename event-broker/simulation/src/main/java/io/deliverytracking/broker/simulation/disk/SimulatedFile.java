package io.deliverytracking.broker.simulation.disk;

import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.port.StorageFile;
import io.deliverytracking.broker.simulation.disk.DiskOperation.Kind;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A handle of a file; once opened it means the same file whatever becomes of its name. */
final class SimulatedFile implements StorageFile {

    private final SimulatedDisk disk;
    private final SimulatedDirectory directory;
    private String name;
    private @Nullable Inode opened;
    private boolean closed;

    SimulatedFile(SimulatedDisk disk, SimulatedDirectory directory, String name) {
        this.disk = disk;
        this.directory = directory;
        this.name = name;
    }

    private Inode open(String operation) {
        Folder folder = directory.find();
        if (closed) {
            throw new StorageException(operation, path(), "the file is closed");
        }
        Inode inode = opened != null || folder == null ? opened : folder.file(name);
        if (inode == null) {
            throw new StorageException(operation, path(), "no such file");
        }
        opened = inode;
        return inode;
    }

    @Override
    public String path() {
        return directory.path() + "/" + name;
    }

    @Override
    public boolean exists() {
        Folder folder = directory.find();
        return folder != null && folder.file(name) != null;
    }

    @Override
    public void create() {
        Folder folder = directory.require("create");
        if (folder.file(name) != null) {
            throw new StorageException("create", path(), "the file exists");
        }
        disk.before(Kind.CREATE_FILE, "create", path());
        Inode inode = new Inode(disk.nowMs());
        folder.put(name, inode);
        opened = inode;
    }

    @Override
    public long size() {
        disk.beforeRead("ask for the size of", path());
        return open("ask for the size of").cached().length;
    }

    @Override
    public long lastModifiedMs() {
        return open("ask for the age of").lastModifiedMs();
    }

    @Override
    public int read(ByteBuffer target, long position) {
        disk.beforeRead("read", path());
        byte[] bytes = open("read").cached();
        int count = (int) Math.max(0, Math.min(target.remaining(), bytes.length - position));
        if (count > 0) {
            target.put(bytes, (int) position, count);
        }
        return count;
    }

    @Override
    public void write(ByteBuffer source, long position) {
        Inode inode = open("write");
        DiskFault.Outcome outcome = disk.ask(Kind.WRITE, path(), position, source.duplicate());
        boolean whole = outcome.error() == null;
        byte[] bytes = new byte[whole ? source.remaining() : Math.min(source.remaining(), outcome.bytes())];
        source.get(bytes);
        if (bytes.length > 0) {
            inode.write(bytes, bytes.length, position, disk.nowMs());
        }
        if (outcome.error() != null) {
            throw new StorageException("write", path(), outcome.error());
        }
    }

    @Override
    public void truncate(long size) {
        Inode inode = open("truncate");
        disk.before(Kind.TRUNCATE, "truncate", path());
        inode.truncate(size, disk.nowMs());
    }

    @Override
    public void flush() {
        Inode inode = open("flush");
        DiskFault.Outcome outcome = disk.ask(Kind.FLUSH_FILE, path(), 0, ByteBuffer.allocate(0));
        if (outcome.error() != null) {
            inode.failFlush();
            throw new StorageException("flush", path(), outcome.error());
        }
        inode.flush();
    }

    @Override
    public void rename(String newName) {
        Folder folder = directory.require("rename");
        Inode inode = folder.file(name);
        if (inode == null) {
            throw new StorageException("rename to " + newName, path(), "no such file");
        }
        disk.before(Kind.RENAME_FILE, "rename to " + newName, path());
        folder.renameFile(name, newName);
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
