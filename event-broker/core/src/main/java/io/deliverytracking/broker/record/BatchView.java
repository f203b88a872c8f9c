package io.deliverytracking.broker.record;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A flyweight over the header of one record batch, format v2: reads and patches it in place and allocates nothing.
 *
 * <pre>
 *   0        8        12      16    17    21     23       27         35         43      51     53      57      61
 *   +--------+--------+-------+-----+-----+------+--------+----------+----------+-------+------+-------+-------+----
 *   | base   | length | leader|magic|CRC  |attri-|last    | base     | max      |prod-  |prod. |base   |record |rec-
 *   | offset | (of the| epoch | = 2 | 32C |butes |offset  | timestamp| timestamp|ucer id|epoch |seq-   |count  |ords
 *   |        |  rest) |       |     |     |      |delta   |          |          |       |      |uence  |       |
 *   +--------+--------+-------+-----+-----+------+--------+----------+----------+-------+------+-------+-------+----
 *                                          \___ the CRC covers everything from here to the end _____________________
 * </pre>
 *
 * <p>Base offset and leader epoch lie before the range of the CRC, so a leader sets both without touching it.
 *
 * <p>Threading: not thread-safe; one view belongs to one lane. It reads the wrapped buffer by absolute position and
 * leaves its position and limit as they were.
 * <p>Failure: getters trust the header. Call {@link #fits} and {@link #isCrcValid()} before believing a stranger's.
 * <p>Source: KIP-98.
 */
public final class BatchView {

    /** Bytes before those that the length field counts: base offset and the length itself. */
    public static final int LOG_OVERHEAD = 12;
    /** Size of a batch without records: its header. */
    public static final int HEADER_SIZE = 61;
    /** Up to here a header tells where the batch ends and which format it has. */
    public static final int HEADER_SIZE_UP_TO_MAGIC = 17;

    /** Where in a batch its length stands; readers of plain bytes need it. */
    public static final int LENGTH_POSITION = 8;
    /** Where in a batch its last offset delta stands. */
    public static final int LAST_OFFSET_DELTA_POSITION = 23;

    public static final byte MAGIC_V2 = 2;
    public static final long NO_TIMESTAMP = -1L;
    public static final long NO_PRODUCER_ID = -1L;
    public static final short NO_PRODUCER_EPOCH = -1;
    public static final int NO_SEQUENCE = -1;

    private static final int PARTITION_LEADER_EPOCH = 12;
    private static final int MAGIC = 16;
    private static final int CRC = 17;
    private static final int ATTRIBUTES = 21;
    private static final int BASE_TIMESTAMP = 27;
    private static final int MAX_TIMESTAMP = 35;
    private static final int PRODUCER_ID = 43;
    private static final int PRODUCER_EPOCH = 51;
    private static final int BASE_SEQUENCE = 53;
    private static final int RECORD_COUNT = 57;

    private static final int COMPRESSION_MASK = 0x07;
    private static final int LOG_APPEND_TIME_MASK = 0x08;
    private static final int TRANSACTIONAL_MASK = 0x10;
    private static final int CONTROL_MASK = 0x20;
    private static final int DELETE_HORIZON_MASK = 0x40;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final CRC32C crc32c = new CRC32C();
    private ByteBuffer buffer = NOTHING;
    private int start;

    /** Moves the view to the batch that starts at {@code position} of {@code buffer}. */
    public BatchView wrap(ByteBuffer buffer, int position) {
        this.buffer = buffer;
        this.start = position;
        return this;
    }

    /** Lets go of the buffer. */
    public void unwrap() {
        buffer = NOTHING;
        start = 0;
    }

    /** Whether a whole batch, by its own length field, lies between the view's position and the buffer's limit. */
    public boolean fits() {
        int available = buffer.limit() - start;
        if (available < LOG_OVERHEAD) {
            return false;
        }
        long size = (long) LOG_OVERHEAD + buffer.getInt(start + LENGTH_POSITION);
        return size >= HEADER_SIZE && size <= available;
    }

    /** Whether the buffer ends before the batch does, by its own length field. */
    public boolean isCutOff() {
        int available = buffer.limit() - start;
        return available < LOG_OVERHEAD || (long) LOG_OVERHEAD + buffer.getInt(start + LENGTH_POSITION) > available;
    }

    /** The buffer that holds the batch. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** Where in the buffer the batch starts. */
    public int position() {
        return start;
    }

    /** The whole batch in bytes; not to be trusted before {@link #fits()}. */
    public int sizeInBytes() {
        return LOG_OVERHEAD + buffer.getInt(start + LENGTH_POSITION);
    }

    public long baseOffset() {
        return buffer.getLong(start);
    }

    public long lastOffset() {
        return baseOffset() + lastOffsetDelta();
    }

    public long nextOffset() {
        return lastOffset() + 1;
    }

    public int lastOffsetDelta() {
        return buffer.getInt(start + LAST_OFFSET_DELTA_POSITION);
    }

    public int partitionLeaderEpoch() {
        return buffer.getInt(start + PARTITION_LEADER_EPOCH);
    }

    public byte magic() {
        return buffer.get(start + MAGIC);
    }

    public long baseTimestamp() {
        return buffer.getLong(start + BASE_TIMESTAMP);
    }

    /** The greatest timestamp of its records, or {@link #NO_TIMESTAMP}. */
    public long maxTimestamp() {
        return buffer.getLong(start + MAX_TIMESTAMP);
    }

    public long producerId() {
        return buffer.getLong(start + PRODUCER_ID);
    }

    public boolean hasProducerId() {
        return producerId() > NO_PRODUCER_ID;
    }

    public short producerEpoch() {
        return buffer.getShort(start + PRODUCER_EPOCH);
    }

    public int baseSequence() {
        return buffer.getInt(start + BASE_SEQUENCE);
    }

    /** The sequence of the last record; sequences wrap from the greatest integer to 0. */
    public int lastSequence() {
        int base = baseSequence();
        return base == NO_SEQUENCE ? NO_SEQUENCE : Sequences.plus(base, lastOffsetDelta());
    }

    public int recordCount() {
        return buffer.getInt(start + RECORD_COUNT);
    }

    public boolean isCompressed() {
        return compressionId() != 0;
    }

    /** 0 none, 1 gzip, 2 snappy, 3 lz4, 4 zstd; others mean nothing. */
    public int compressionId() {
        return attributes() & COMPRESSION_MASK;
    }

    public MessageTimestampType timestampType() {
        return (attributes() & LOG_APPEND_TIME_MASK) == 0
                ? MessageTimestampType.CREATE_TIME
                : MessageTimestampType.LOG_APPEND_TIME;
    }

    public boolean isTransactional() {
        return (attributes() & TRANSACTIONAL_MASK) != 0;
    }

    /** Whether it holds a control record (a transaction's marker) instead of a client's data. */
    public boolean isControl() {
        return (attributes() & CONTROL_MASK) != 0;
    }

    /** Whether compaction has written down when its tombstones may go; the base timestamp is that time then (KIP-534). */
    public boolean hasDeleteHorizon() {
        return (attributes() & DELETE_HORIZON_MASK) != 0;
    }

    /** When its tombstones may go, in milliseconds since the epoch; {@link #NO_TIMESTAMP} if that has not been decided. */
    public long deleteHorizonMs() {
        return hasDeleteHorizon() ? baseTimestamp() : NO_TIMESTAMP;
    }

    /** Whether the bytes still have the checksum that the producer gave them. The batch must {@link #fits() fit}. */
    public boolean isCrcValid() {
        return buffer.getInt(start + CRC) == (int) computeCrc();
    }

    /** Sets the base offset; the other offsets are relative to it. */
    public void setBaseOffset(long baseOffset) {
        buffer.putLong(start, baseOffset);
    }

    public void setPartitionLeaderEpoch(int leaderEpoch) {
        buffer.putInt(start + PARTITION_LEADER_EPOCH, leaderEpoch);
    }

    /** Sets type and greatest timestamp, and a new CRC if that changed anything. */
    public void setMaxTimestamp(MessageTimestampType type, long maxTimestamp) {
        if (timestampType() == type && maxTimestamp() == maxTimestamp) {
            return;
        }
        int attributes = type == MessageTimestampType.LOG_APPEND_TIME
                ? attributes() | LOG_APPEND_TIME_MASK
                : attributes() & ~LOG_APPEND_TIME_MASK;
        buffer.putShort(start + ATTRIBUTES, (short) attributes);
        buffer.putLong(start + MAX_TIMESTAMP, maxTimestamp);
        buffer.putInt(start + CRC, (int) computeCrc());
    }

    private int attributes() {
        return buffer.getShort(start + ATTRIBUTES);
    }

    private long computeCrc() {
        crc32c.reset();
        int end = start + sizeInBytes();
        if (buffer.hasArray()) {
            crc32c.update(buffer.array(), buffer.arrayOffset() + start + ATTRIBUTES, end - start - ATTRIBUTES);
        } else {
            int position = buffer.position();
            int limit = buffer.limit();
            buffer.limit(end).position(start + ATTRIBUTES);
            crc32c.update(buffer);
            buffer.limit(limit).position(position);
        }
        return crc32c.getValue();
    }

    @Override
    public String toString() {
        return "batch at " + start
                + (buffer.limit() - start < HEADER_SIZE
                        ? " (cut off)"
                        : " [" + baseOffset() + ".." + lastOffset() + "], " + sizeInBytes() + " bytes");
    }
}
