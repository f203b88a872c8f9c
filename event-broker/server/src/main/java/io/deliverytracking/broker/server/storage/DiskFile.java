package io.deliverytracking.broker.server.storage;

import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.port.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file of the local file system, read and written by position through a {@link FileChannel}.
 *
 * <p>The channel is opened with the first use and may be given back at any time ({@link #release()}), also under another
 * thread's read: that one opens it again and goes on. So may it after an interrupt of another thread, which closes the
 * channel for all (an unlovely feature of interruptible channels).
 *
 * <p>Threading: reads and {@link #flush()} from any thread; writes, {@link #rename} and {@link #close()} are ordered by
 * the caller.
 */
final class DiskFile implements StorageFile {

    private volatile Path path;
    private volatile @Nullable FileChannel channel;
    private volatile boolean closed;

    DiskFile(Path path) {
        this.path = path;
    }

    /** An operation on the open channel that may be repeated on a new one. */
    private interface Operation<T> {
        T on(FileChannel channel) throws IOException;
    }

    private <T> T with(String what, Operation<T> operation) {
        while (true) {
            try {
                return operation.on(openChannel());
            } catch (ClosedByInterruptException e) {
                throw new StorageException(what, path(), e);
            } catch (ClosedChannelException e) {
                // Released meanwhile: take a descriptor again. If it was closed for good, openChannel says so.
            } catch (IOException e) {
                throw new StorageException(what, path(), e);
            }
        }
    }

    private FileChannel openChannel() throws IOException {
        FileChannel open = channel;
        return open != null && open.isOpen() ? open : reopen();
    }

    private synchronized FileChannel reopen() throws IOException {
        if (closed) {
            throw new StorageException("use", path(), "the file is closed");
        }
        FileChannel open = channel;
        if (open == null || !open.isOpen()) {
            open = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel = open;
        }
        return open;
    }

    @Override
    public String path() {
        return path.toString();
    }

    @Override
    public boolean exists() {
        return Files.exists(path);
    }

    @Override
    public void create() {
        try {
            Files.createFile(path);
        } catch (IOException e) {
            throw new StorageException("create", path(), e);
        }
    }

    @Override
    public long size() {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new StorageException("ask for the size of", path(), e);
        }
    }

    @Override
    public long lastModifiedMs() {
        try {
            return Files.getLastModifiedTime(path).toMillis();
        } catch (IOException e) {
            throw new StorageException("ask for the age of", path(), e);
        }
    }

    @Override
    public int read(ByteBuffer target, long position) {
        int start = target.position();
        return with("read", open -> {
            while (target.hasRemaining()) {
                if (open.read(target, position + (target.position() - start)) < 0) {
                    break;
                }
            }
            return target.position() - start;
        });
    }

    @Override
    public void write(ByteBuffer source, long position) {
        int start = source.position();
        with("write", open -> {
            while (source.hasRemaining()) {
                open.write(source, position + (source.position() - start));
            }
            return source.position() - start;
        });
    }

    @Override
    public void truncate(long size) {
        with("truncate", open -> open.truncate(size));
    }

    @Override
    public void flush() {
        with("flush", open -> {
            open.force(true);
            return true;
        });
    }

    @Override
    public synchronized void rename(String newName) {
        Path target = path.resolveSibling(newName);
        try {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            path = target;
        } catch (IOException e) {
            throw new StorageException("rename to " + newName, path(), e);
        }
    }

    @Override
    public synchronized void release() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new StorageException("close", path(), e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        release();
    }
}
