package io.deliverytracking.broker.simulation.disk;

import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.port.StorageFile;
import io.deliverytracking.broker.port.StorageLock;
import io.deliverytracking.broker.simulation.disk.DiskOperation.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A handle of a directory; the directory itself may come and go. */
final class SimulatedDirectory implements StorageDirectory {

    private static final long PLENTY_BYTES = 1L << 40;

    private final SimulatedDisk disk;
    private final int process;
    private final String path;
    private final @Nullable Folder root;
    private final @Nullable SimulatedDirectory parent;
    private final String name;

    /** The root has a folder and no parent, all others are found by their names. */
    SimulatedDirectory(
            SimulatedDisk disk,
            int process,
            String path,
            @Nullable Folder root,
            @Nullable SimulatedDirectory parent,
            String name) {
        this.disk = disk;
        this.process = process;
        this.path = path;
        this.root = root;
        this.parent = parent;
        this.name = name;
    }

    /** The directory, or null if there is none of that name. */
    @Nullable
    Folder find() {
        disk.requireAlive(process, path);
        if (parent == null) {
            return root;
        }
        Folder above = parent.find();
        return above == null ? null : above.folder(name);
    }

    Folder require(String operation) {
        Folder folder = find();
        if (folder == null) {
            throw new StorageException(operation, path, "no such directory");
        }
        return folder;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public StorageDirectory directory(String child) {
        return new SimulatedDirectory(disk, process, path + "/" + child, null, this, child);
    }

    @Override
    public StorageFile file(String child) {
        return new SimulatedFile(disk, this, child);
    }

    @Override
    public boolean exists() {
        return find() != null;
    }

    @Override
    public void create() {
        if (find() == null && parent != null) {
            parent.create();
            disk.before(Kind.CREATE_DIRECTORY, "create", path);
            parent.require("create").put(name, new Folder());
        }
    }

    @Override
    public List<String> files() {
        disk.beforeRead("list", path);
        Folder folder = find();
        return folder == null ? new ArrayList<>() : folder.files();
    }

    @Override
    public List<String> directories() {
        disk.beforeRead("list", path);
        Folder folder = find();
        return folder == null ? new ArrayList<>() : folder.folders();
    }

    @Override
    public boolean deleteFile(String child) {
        Folder folder = find();
        if (folder == null || folder.file(child) == null) {
            return false;
        }
        disk.before(Kind.DELETE_FILE, "delete", path + "/" + child);
        return folder.removeFile(child);
    }

    /** One entry after the other, as there is no other way to do it. */
    @Override
    public boolean deleteDirectory(String child) {
        Folder folder = find();
        if (folder == null || folder.folder(child) == null) {
            return false;
        }
        StorageDirectory contents = directory(child);
        contents.directories().forEach(contents::deleteDirectory);
        contents.files().forEach(contents::deleteFile);
        disk.before(Kind.DELETE_DIRECTORY, "delete", path + "/" + child);
        return folder.removeFolder(child);
    }

    @Override
    public void renameDirectory(String from, String to) {
        Folder folder = require("rename");
        if (folder.folder(from) == null || folder.folder(to) != null) {
            throw new StorageException("rename to " + to, path + "/" + from, "not there, or the other one is");
        }
        disk.before(Kind.RENAME_DIRECTORY, "rename to " + to, path + "/" + from);
        folder.renameFolder(from, to);
    }

    @Override
    public void flush() {
        Folder folder = require("flush");
        disk.before(Kind.FLUSH_DIRECTORY, "flush", path);
        folder.flush();
    }

    @Override
    public @Nullable StorageLock tryLock(String child) {
        Folder folder = require("lock");
        return folder.tryLock() ? folder::unlock : null;
    }

    @Override
    public long usableBytes() {
        return PLENTY_BYTES;
    }
}
