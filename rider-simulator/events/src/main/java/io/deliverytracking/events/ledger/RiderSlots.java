package io.deliverytracking.events.ledger;

import static io.deliverytracking.events.ledger.RiderFile.INT;
import static io.deliverytracking.events.ledger.RiderFile.LONG;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The mapped {@link RiderFile} of the session being written.
 *
 * <p>Threading: slots are added by the sender. Of a slot, the sender writes {@code sent}, whoever holds the ledger's
 * lock writes the settled part; nobody needs a lock to read. The chunk array is replaced, never changed, so an
 * acknowledgement may meet a growing file.
 */
final class RiderSlots implements Closeable {

    private static final int CHUNK_BITS = 14;
    private static final int SLOTS_PER_CHUNK = 1 << CHUNK_BITS;
    private static final int CHUNK_LENGTH = SLOTS_PER_CHUNK * RiderFile.SLOT_LENGTH;

    private final FileChannel channel;
    private final MappedByteBuffer header;
    private volatile MappedByteBuffer[] chunks = {};
    private int count;

    RiderSlots(Path directory, LedgerPlan plan) throws IOException {
        Path unfinished = directory.resolve(RiderFile.NAME + ".new");
        channel = FileChannel.open(
                unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        header = LedgerChunks.append(channel, 0, RiderFile.HEADER_LENGTH);
        header.putLong(RiderFile.MAGIC_AT, RiderFile.MAGIC);
        header.putInt(RiderFile.FORMAT_VERSION_AT, RiderFile.FORMAT_VERSION);
        header.putInt(RiderFile.SLOT_LENGTH_AT, RiderFile.SLOT_LENGTH);
        header.putLong(RiderFile.SESSION_AT, plan.session());
        header.putLong(RiderFile.STARTED_AT, plan.startedAtMs());
        header.putInt(RiderFile.RIDERS_AT, plan.riders());
        header.putInt(RiderFile.ACKS_AT, plan.acks());
        header.putDouble(RiderFile.RATE_AT, plan.ratePerRiderHz());
        header.putInt(RiderFile.PLAN_CRC_AT, RiderFile.planCrc(header));
        header.putInt(RiderFile.STATE_AT, RiderFile.OPEN);
        header.putLong(RiderFile.INTENDED_UNTIL_AT, plan.startedAtMs());
        // A reader sees a whole header or no file.
        Files.move(unfinished, directory.resolve(RiderFile.NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    int count() {
        return count;
    }

    int add(int riderId) {
        int slot = count;
        if (slot == chunks.length << CHUNK_BITS) {
            grow();
        }
        ByteBuffer chunk = chunks[slot >>> CHUNK_BITS];
        INT.set(chunk, positionOf(slot) + RiderFile.RIDER_ID_IN_SLOT, riderId);
        count = slot + 1;
        INT.setRelease((ByteBuffer) header, RiderFile.SLOTS_AT, count);
        return slot;
    }

    int riderId(int slot) {
        return (int) INT.get((ByteBuffer) chunkOf(slot), positionOf(slot) + RiderFile.RIDER_ID_IN_SLOT);
    }

    int sent(int slot) {
        return (int) INT.getAcquire((ByteBuffer) chunkOf(slot), positionOf(slot) + RiderFile.SENT_IN_SLOT);
    }

    void setSent(int slot, int sent) {
        INT.setRelease((ByteBuffer) chunkOf(slot), positionOf(slot) + RiderFile.SENT_IN_SLOT, sent);
    }

    int settledUpTo(int slot) {
        return (int) INT.getAcquire((ByteBuffer) chunkOf(slot), positionOf(slot) + RiderFile.SETTLED_IN_SLOT);
    }

    void setSettledUpTo(int slot, int settledUpTo) {
        INT.setRelease((ByteBuffer) chunkOf(slot), positionOf(slot) + RiderFile.SETTLED_IN_SLOT, settledUpTo);
    }

    long window(int slot) {
        return (long) LONG.getAcquire((ByteBuffer) chunkOf(slot), positionOf(slot) + RiderFile.WINDOW_IN_SLOT);
    }

    void setWindow(int slot, long window) {
        LONG.setRelease((ByteBuffer) chunkOf(slot), positionOf(slot) + RiderFile.WINDOW_IN_SLOT, window);
    }

    void setDisorder() {
        INT.setRelease((ByteBuffer) header, RiderFile.DISORDER_AT, 1);
    }

    void setIntended(long events, long untilMs) {
        LONG.setRelease((ByteBuffer) header, RiderFile.INTENDED_AT, events);
        LONG.setRelease((ByteBuffer) header, RiderFile.INTENDED_UNTIL_AT, untilMs);
    }

    /** Seals the file: nothing is written after this. */
    void seal(long closedAtMs, long exceptions, long orders) {
        header.putLong(RiderFile.CLOSED_AT, closedAtMs);
        header.putLong(RiderFile.EXCEPTIONS_AT, exceptions);
        header.putLong(RiderFile.ORDERS_AT, orders);
        CRC32C crc = new CRC32C();
        for (int slot = 0; slot < count; slot += SLOTS_PER_CHUNK) {
            int slots = Math.min(SLOTS_PER_CHUNK, count - slot);
            crc.update(chunkOf(slot).slice(0, slots * RiderFile.SLOT_LENGTH));
        }
        header.putInt(RiderFile.SLOTS_CRC_AT, (int) crc.getValue());
        INT.setRelease((ByteBuffer) header, RiderFile.STATE_AT, RiderFile.CLOSED);
    }

    private MappedByteBuffer chunkOf(int slot) {
        return chunks[slot >>> CHUNK_BITS];
    }

    private static int positionOf(int slot) {
        return (slot & SLOTS_PER_CHUNK - 1) * RiderFile.SLOT_LENGTH;
    }

    private void grow() {
        try {
            long position = RiderFile.HEADER_LENGTH + (long) chunks.length * CHUNK_LENGTH;
            MappedByteBuffer[] more = Arrays.copyOf(chunks, chunks.length + 1);
            more[chunks.length] = LedgerChunks.append(channel, position, CHUNK_LENGTH);
            chunks = more;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot extend the ledger by " + SLOTS_PER_CHUNK + " riders", e);
        }
    }

    @Override
    public void close() throws IOException {
        for (MappedByteBuffer chunk : chunks) {
            chunk.force();
        }
        header.force();
        channel.force(true);
        channel.close();
    }
}
