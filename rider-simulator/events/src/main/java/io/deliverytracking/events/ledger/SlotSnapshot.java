package io.deliverytracking.events.ledger;

import static io.deliverytracking.events.ledger.RiderFile.INT;
import static io.deliverytracking.events.ledger.RiderFile.LONG;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** All slots of one session, copied once; each is consistent in itself even while the session is being written. */
final class SlotSnapshot {

    private final int[] riderIds;
    private final int[] sent;
    private final int[] settledUpTo;
    private final long[] windows;

    SlotSnapshot(Path file, ByteBuffer bytes, LedgerHeader header) {
        int slots = header.slots();
        riderIds = new int[slots];
        sent = new int[slots];
        settledUpTo = new int[slots];
        windows = new long[slots];
        if (header.closed()) {
            verifyChecksum(file, bytes, header);
        }
        for (int slot = 0; slot < slots; slot++) {
            copy(bytes, RiderFile.HEADER_LENGTH + slot * RiderFile.SLOT_LENGTH, slot);
            verify(file, slot);
        }
    }

    int count() {
        return riderIds.length;
    }

    int riderId(int slot) {
        return riderIds[slot];
    }

    int sent(int slot) {
        return sent[slot];
    }

    int settledUpTo(int slot) {
        return settledUpTo[slot];
    }

    /** Settled as the slot itself knows, by count or by window. */
    boolean isSettled(int slot, int sequence) {
        int ahead = sequence - settledUpTo[slot];
        return ahead < 0 || ahead < SettledWindow.SIZE && SettledWindow.isSettled(windows[slot], sequence);
    }

    private void copy(ByteBuffer bytes, int at, int slot) {
        riderIds[slot] = (int) INT.get(bytes, at + RiderFile.RIDER_ID_IN_SLOT);
        int before;
        do {
            before = (int) INT.getAcquire(bytes, at + RiderFile.SETTLED_IN_SLOT);
            windows[slot] = (long) LONG.getAcquire(bytes, at + RiderFile.WINDOW_IN_SLOT);
            settledUpTo[slot] = (int) INT.getAcquire(bytes, at + RiderFile.SETTLED_IN_SLOT);
        } while (before != settledUpTo[slot]);
        // After the settled part: what is settled was sent.
        sent[slot] = (int) INT.getAcquire(bytes, at + RiderFile.SENT_IN_SLOT);
    }

    private void verify(Path file, int slot) {
        boolean sane = riderIds[slot] >= 1 && settledUpTo[slot] >= 0 && settledUpTo[slot] <= sent[slot];
        int end = (int) Math.min(Integer.MAX_VALUE, (long) settledUpTo[slot] + SettledWindow.SIZE);
        for (int sequence = Math.max(settledUpTo[slot], sent[slot]); sane && sequence < end; sequence++) {
            sane = !isSettled(slot, sequence);
        }
        if (!sane) {
            throw new LedgerCorruptException(
                    file,
                    "slot " + slot + " of rider " + riderIds[slot] + " says settled up to " + settledUpTo[slot] + " of "
                            + sent[slot] + " sent, window " + Long.toHexString(windows[slot]));
        }
    }

    private static void verifyChecksum(Path file, ByteBuffer bytes, LedgerHeader header) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(RiderFile.HEADER_LENGTH, header.slots() * RiderFile.SLOT_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN));
        if ((int) crc.getValue() != header.slotsCrc()) {
            throw new LedgerCorruptException(file, "has slots that do not match the checksum of the closed ledger");
        }
    }
}
