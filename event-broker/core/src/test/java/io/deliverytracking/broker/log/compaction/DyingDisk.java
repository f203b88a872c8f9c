package io.deliverytracking.broker.log.compaction;

import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.port.StorageFile;
import io.deliverytracking.broker.port.StorageLock;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A disk under a process that dies at the n-th change it makes: at any create, write, flush, rename, cut or deletion. That
 * change is not made, but for the first half of a write, and nothing works afterwards.
 */
final class DyingDisk {

    private int changesLeft = Integer.MAX_VALUE;
    private boolean dead;

    /** From now on {@code changes} more changes are made. */
    void dieAfter(int changes) {
        changesLeft = changes;
    }

    boolean isDead() {
        return dead;
    }

    StorageDirectory wrap(StorageDirectory directory) {
        return new Directory(directory);
    }

    private void use(String path) {
        if (dead) {
            throw new StorageException("use", path, "the process is dead");
        }
    }

    private void change(String path) {
        use(path);
        if (changesLeft == 0) {
            dead = true;
            use(path);
        }
        changesLeft--;
    }

    private final class Directory implements StorageDirectory {

        private final StorageDirectory wrapped;

        Directory(StorageDirectory wrapped) {
            this.wrapped = wrapped;
        }

        @Override
        public String path() {
            return wrapped.path();
        }

        @Override
        public StorageDirectory directory(String name) {
            return new Directory(wrapped.directory(name));
        }

        @Override
        public StorageFile file(String name) {
            return new File(wrapped.file(name));
        }

        @Override
        public boolean exists() {
            use(path());
            return wrapped.exists();
        }

        @Override
        public void create() {
            change(path());
            wrapped.create();
        }

        @Override
        public List<String> files() {
            use(path());
            return wrapped.files();
        }

        @Override
        public List<String> directories() {
            use(path());
            return wrapped.directories();
        }

        @Override
        public boolean deleteFile(String name) {
            change(path());
            return wrapped.deleteFile(name);
        }

        @Override
        public boolean deleteDirectory(String name) {
            change(path());
            return wrapped.deleteDirectory(name);
        }

        @Override
        public void renameDirectory(String from, String to) {
            change(path());
            wrapped.renameDirectory(from, to);
        }

        @Override
        public void flush() {
            change(path());
            wrapped.flush();
        }

        @Override
        public @Nullable StorageLock tryLock(String name) {
            return wrapped.tryLock(name);
        }

        @Override
        public long usableBytes() {
            return wrapped.usableBytes();
        }
    }

    private final class File implements StorageFile {

        private final StorageFile wrapped;

        File(StorageFile wrapped) {
            this.wrapped = wrapped;
        }

        @Override
        public String path() {
            return wrapped.path();
        }

        @Override
        public boolean exists() {
            use(path());
            return wrapped.exists();
        }

        @Override
        public void create() {
            change(path());
            wrapped.create();
        }

        @Override
        public long size() {
            use(path());
            return wrapped.size();
        }

        @Override
        public long lastModifiedMs() {
            use(path());
            return wrapped.lastModifiedMs();
        }

        @Override
        public int read(ByteBuffer target, long position) {
            use(path());
            return wrapped.read(target, position);
        }

        @Override
        public void write(ByteBuffer source, long position) {
            use(path());
            if (changesLeft == 0) {
                wrapped.write(source.duplicate().limit(source.position() + source.remaining() / 2), position);
            }
            change(path());
            wrapped.write(source, position);
        }

        @Override
        public void truncate(long size) {
            change(path());
            wrapped.truncate(size);
        }

        @Override
        public void flush() {
            change(path());
            wrapped.flush();
        }

        @Override
        public void rename(String newName) {
            change(path());
            wrapped.rename(newName);
        }

        @Override
        public void release() {
            wrapped.release();
        }

        @Override
        public void close() {
            wrapped.close();
        }
    }
}
