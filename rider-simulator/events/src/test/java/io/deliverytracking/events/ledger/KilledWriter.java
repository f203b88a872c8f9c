package io.deliverytracking.events.ledger;

import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A process that writes a ledger without end and tells each acknowledgement after it is in the ledger. */
final class KilledWriter {

    static final int RIDERS = 200;

    private KilledWriter() {}

    public static void main(String[] args) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        LedgerWriter writer = new LedgerDirectory(Path.of(args[0])).begin(Long.parseLong(args[1]), RIDERS, 1.0, -1);
        // Unbuffered: told is told.
        DataOutputStream told = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        for (int i = 0; i < RIDERS; i++) {
            writer.addRider(i + 1);
        }
        while (true) {
            int slot = random.nextInt(RIDERS);
            int first = writer.nextSequence(slot);
            int second = writer.nextSequence(slot);
            // Out of order, so that the window is always in use; some through a copy, so that the side file is.
            writer.acknowledged(slot, second);
            tell(told, slot, second);
            if (random.nextInt(8) == 0) {
                writer.failed(slot, first);
                writer.copySent(slot, first);
                writer.copyAcknowledged(slot, first);
            } else {
                writer.acknowledged(slot, first);
            }
            tell(told, slot, first);
        }
    }

    private static void tell(DataOutputStream told, int slot, int sequence) throws IOException {
        told.writeLong((long) slot << 32 | sequence);
    }
}
