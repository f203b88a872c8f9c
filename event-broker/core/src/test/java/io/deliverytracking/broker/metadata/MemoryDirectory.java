package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.port.StorageFile;
import io.deliverytracking.broker.port.StorageLock;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * One directory in memory that forgets what was not flushed when the power fails: contents until their
 * file is flushed, names until the directory is.
 */
final class MemoryDirectory implements StorageDirectory {

    private final TreeMap<String, Content> files = new TreeMap<>();
    private TreeMap<String, Content> durableNames = new TreeMap<>();
    private boolean flushesFail;
    private boolean writesFail;
    private boolean truncatesFail;
    private int tornAfterBytes = -1;

    private static final class Content {
        byte[] bytes = new byte[0];
        byte[] durable = new byte[0];
    }

    /** Everything that was not flushed is gone. */
    void failPower() {
        files.clear();
        files.putAll(durableNames);
        files.values().forEach(content -> content.bytes = content.durable);
    }

    void failFlushes() {
        flushesFail = true;
    }

    void failWrites() {
        writesFail = true;
    }

    void failTruncates() {
        truncatesFail = true;
    }

    /** The disk is well again. */
    void heal() {
        flushesFail = false;
        writesFail = false;
        truncatesFail = false;
    }

    /** The next write does so many bytes and fails. */
    void tearNextWrite(int bytes) {
        tornAfterBytes = bytes;
    }

    byte[] bytes(String name) {
        return files.get(name).bytes;
    }

    void setBytes(String name, byte[] bytes) {
        Content content = files.computeIfAbsent(name, n -> new Content());
        content.bytes = bytes;
        content.durable = bytes;
        durableNames.put(name, content);
    }

    void flipBit(String name, int position) {
        byte[] bytes = bytes(name).clone();
        bytes[position] ^= 1;
        setBytes(name, bytes);
    }

    void cut(String name, int length) {
        setBytes(name, Arrays.copyOf(bytes(name), length));
    }

    @Override
    public String path() {
        return "memory";
    }

    @Override
    public StorageDirectory directory(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public void create() {}

    @Override
    public List<String> files() {
        return new ArrayList<>(files.keySet());
    }

    @Override
    public List<String> directories() {
        return List.of();
    }

    @Override
    public boolean deleteFile(String name) {
        return files.remove(name) != null;
    }

    @Override
    public boolean deleteDirectory(String name) {
        return false;
    }

    @Override
    public void renameDirectory(String from, String to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void flush() {
        failIf(flushesFail, "flush");
        durableNames = new TreeMap<>(files);
    }

    @Override
    public StorageLock tryLock(String name) {
        return () -> {};
    }

    @Override
    public long usableBytes() {
        return Long.MAX_VALUE;
    }

    private static void failIf(boolean failing, String operation) {
        if (failing) {
            throw new StorageException(operation, "memory", "no space left on device");
        }
    }

    @Override
    public StorageFile file(String initialName) {
        return new StorageFile() {
            private String name = initialName;

            @Override
            public String path() {
                return "memory/" + name;
            }

            @Override
            public boolean exists() {
                return files.containsKey(name);
            }

            @Override
            public void create() {
                if (files.putIfAbsent(name, new Content()) != null) {
                    throw new StorageException("create", path(), "it exists");
                }
            }

            @Override
            public long size() {
                return content().bytes.length;
            }

            @Override
            public long lastModifiedMs() {
                return 0;
            }

            @Override
            public int read(ByteBuffer target, long position) {
                byte[] bytes = content().bytes;
                int count = (int) Math.max(0, Math.min(target.remaining(), bytes.length - position));
                target.put(bytes, (int) position, count);
                return count;
            }

            @Override
            public void write(ByteBuffer source, long position) {
                failIf(writesFail, "write");
                Content content = content();
                int end = (int) position + source.remaining();
                byte[] bytes = Arrays.copyOf(content.bytes, Math.max(content.bytes.length, end));
                boolean torn = tornAfterBytes >= 0;
                int count = torn ? tornAfterBytes : source.remaining();
                tornAfterBytes = -1;
                source.get(bytes, (int) position, count);
                content.bytes = Arrays.copyOf(bytes, Math.max(content.bytes.length, (int) position + count));
                failIf(torn, "write");
            }

            @Override
            public void truncate(long size) {
                failIf(truncatesFail, "truncate");
                Content content = content();
                if (size < content.bytes.length) {
                    content.bytes = Arrays.copyOf(content.bytes, (int) size);
                }
            }

            @Override
            public void flush() {
                failIf(flushesFail, "flush");
                content().durable = content().bytes;
            }

            @Override
            public void rename(String newName) {
                files.put(newName, content());
                files.remove(name);
                name = newName;
            }

            @Override
            public void release() {}

            @Override
            public void close() {}

            private Content content() {
                Content content = files.get(name);
                if (content == null) {
                    throw new StorageException("open", path(), "no such file");
                }
                return content;
            }
        };
    }
}
