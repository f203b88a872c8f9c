package io.deliverytracking.broker.server.storage;

import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.port.StorageFile;
import io.deliverytracking.broker.port.StorageLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the local file system.
 *
 * <p>Threading: has no state of its own; any thread.
 * <p>Failure: every {@link IOException} becomes a {@link StorageException} with path and operation.
 */
final class DiskDirectory implements StorageDirectory {

    private final Path path;

    DiskDirectory(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    @Override
    public String path() {
        return path.toString();
    }

    @Override
    public StorageDirectory directory(String name) {
        return new DiskDirectory(path.resolve(name));
    }

    @Override
    public StorageFile file(String name) {
        return new DiskFile(path.resolve(name));
    }

    @Override
    public boolean exists() {
        return Files.isDirectory(path);
    }

    @Override
    public void create() {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new StorageException("create", path(), e);
        }
    }

    @Override
    public List<String> files() {
        return list(Files::isRegularFile);
    }

    @Override
    public List<String> directories() {
        return list(Files::isDirectory);
    }

    private List<String> list(DirectoryStream.Filter<Path> filter) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, filter)) {
            for (Path entry : entries) {
                names.add(String.valueOf(entry.getFileName()));
            }
        } catch (NoSuchFileException e) {
            return names;
        } catch (IOException e) {
            throw new StorageException("list", path(), e);
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public boolean deleteFile(String name) {
        try {
            return Files.deleteIfExists(path.resolve(name));
        } catch (IOException e) {
            throw new StorageException("delete", path.resolve(name).toString(), e);
        }
    }

    @Override
    public boolean deleteDirectory(String name) {
        Path victim = path.resolve(name);
        if (!Files.isDirectory(victim)) {
            return false;
        }
        try {
            Files.walkFileTree(victim, new Deletion());
            return true;
        } catch (IOException e) {
            throw new StorageException("delete", victim.toString(), e);
        }
    }

    @Override
    public void renameDirectory(String from, String to) {
        try {
            Files.move(path.resolve(from), path.resolve(to), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StorageException("rename to " + to, path.resolve(from).toString(), e);
        }
    }

    @Override
    public void flush() {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException e) {
            // Windows has no fsync of directories, and its file system needs none.
            if (!System.getProperty("os.name", "").startsWith("Windows")) {
                throw new StorageException("flush", path(), e);
            }
        } catch (IOException e) {
            throw new StorageException("flush", path(), e);
        }
    }

    @Override
    public @Nullable StorageLock tryLock(String name) {
        Path file = path.resolve(name);
        FileChannel channel = null;
        FileLock lock = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
            return lock == null ? null : new DiskLock(file, channel);
        } catch (OverlappingFileLockException e) {
            // Another broker in this JVM.
            return null;
        } catch (IOException e) {
            throw new StorageException("lock", file.toString(), e);
        } finally {
            if (lock == null && channel != null) {
                closeQuietly(channel);
            }
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It held nothing but a lock that it didn't get.
        }
    }

    @Override
    public long usableBytes() {
        try {
            return Files.getFileStore(path).getUsableSpace();
        } catch (IOException e) {
            throw new StorageException("ask for free space of", path(), e);
        }
    }

    @Override
    public long totalBytes() {
        try {
            return Files.getFileStore(path).getTotalSpace();
        } catch (IOException e) {
            throw new StorageException("ask for the size of", path(), e);
        }
    }

    /** Closing the channel releases the lock; so does the end of the process. */
    private record DiskLock(Path file, FileChannel channel) implements StorageLock {

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new StorageException("unlock", file.toString(), e);
            }
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
