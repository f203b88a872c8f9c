package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.port.StorageFile;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The files of the local metadata log: a header, then frames.
 *
 * <pre>
 * 00000000000000000000.log         batches from offset 0 on
 * 00000000000000004711.snapshot    the state after the batch at offset 4711
 *
 *   0       4         6     8            16
 *   | magic | version | 0 0 | baseOffset | frame*
 * </pre>
 *
 * A snapshot's frames all carry its offset, and a frame without records ends it. Snapshots get their
 * name only after they were flushed, so nothing in them may be torn.
 */
final class MetadataFile {

    static final int HEADER_BYTES = 16;
    static final String LOG_SUFFIX = ".log";
    static final String SNAPSHOT_SUFFIX = ".snapshot";
    static final String UNFINISHED_SUFFIX = ".snapshot.tmp";

    // "DTML": delivery tracking, metadata log.
    private static final int MAGIC = 0x44544D4C;
    private static final short VERSION = 0;

    private static final int RECORD_BATCH_MAGIC_AT = 16;
    private static final byte RECORD_BATCH_MAGIC = 2;

    private MetadataFile() {}

    static String logName(long baseOffset) {
        return name(baseOffset, LOG_SUFFIX);
    }

    static String snapshotName(long offset) {
        return name(offset, SNAPSHOT_SUFFIX);
    }

    private static String name(long offset, String suffix) {
        return String.format(Locale.ROOT, "%020d%s", offset, suffix);
    }

    /** The offset in a file's name. */
    static long offsetOf(String name) {
        return Long.parseLong(name.substring(0, 20));
    }

    /** Whether {@code name} is 20 digits and this suffix. */
    static boolean isNamed(String name, String suffix) {
        return name.length() == 20 + suffix.length()
                && name.endsWith(suffix)
                && name.chars().limit(20).allMatch(c -> c >= '0' && c <= '9');
    }

    static ByteBuffer header(long baseOffset) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .putInt(MAGIC)
                .putShort(VERSION)
                .putShort((short) 0)
                .putLong(baseOffset)
                .flip();
    }

    /**
     * Whether Apache Kafka wrote it, which keeps its metadata under the same name:
     *
     * <pre>
     *   0            8                       16          17
     *   | baseOffset | length, leader epoch  | magic = 2 | ...
     * </pre>
     */
    static boolean isOfApacheKafka(StorageFile file, long baseOffset) {
        ByteBuffer batch = ByteBuffer.allocate(RECORD_BATCH_MAGIC_AT + 1);
        return file.read(batch, 0) == batch.capacity()
                && batch.getLong(0) == baseOffset
                && batch.get(RECORD_BATCH_MAGIC_AT) == RECORD_BATCH_MAGIC;
    }

    /**
     * Whether its creation never finished: the file ends before its header does, or its size was on the disk before its
     * bytes were. The header is forced together with the first batch, so nothing in such a file was ever acknowledged.
     */
    static boolean isTornAtCreation(StorageFile file) {
        if (file.size() < HEADER_BYTES) {
            return true;
        }
        ByteBuffer found = ByteBuffer.allocate(HEADER_BYTES);
        file.read(found, 0);
        return found.flip().equals(ByteBuffer.allocate(HEADER_BYTES));
    }

    static void checkHeader(StorageFile file, long baseOffset) {
        ByteBuffer found = ByteBuffer.allocate(HEADER_BYTES);
        file.read(found, 0);
        found.flip();
        if (!found.equals(header(baseOffset))) {
            throw damaged(file, 0, "the header is not that of a metadata file with base offset " + baseOffset);
        }
    }

    /**
     * Reads frames up to the end or the first that is not whole.
     *
     * @return where the whole frames end; less than the file's size means a torn tail
     */
    static long scan(StorageFile file, Consumer<MetadataFrame> frames) {
        long size = file.size();
        long position = HEADER_BYTES;
        while (true) {
            MetadataFrame.Reading reading = MetadataFrame.read(file, position, size);
            switch (reading.verdict()) {
                case END, TORN -> {
                    return position;
                }
                case DAMAGED -> throw damaged(file, position, "a checksum does not match");
                case WHOLE -> {
                    frames.accept(decode(file, position, reading));
                    position += reading.sizeBytes();
                }
            }
        }
    }

    private static MetadataFrame decode(StorageFile file, long position, MetadataFrame.Reading reading) {
        try {
            return reading.frame();
        } catch (IllegalArgumentException e) {
            throw new MetadataLogException(
                    MetadataLogException.Kind.STORAGE,
                    file.path() + " at position " + position + ": " + e.getMessage(),
                    e);
        }
    }

    static MetadataLogException damaged(StorageFile file, long position, String what) {
        return new MetadataLogException(
                MetadataLogException.Kind.STORAGE,
                "metadata is damaged in " + file.path() + " at position " + position + ": " + what
                        + "; refusing to start, because topics could be lost silently");
    }
}
