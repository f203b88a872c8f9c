package io.deliverytracking.events.ledger;

import java.io.IOException;
import java.nio.file.Path;

/** The records of {@code exceptions.ledger} by kind, each sorted by slot and sequence. */
record LedgerExceptions(
        SortedKeys failed, SortedKeys settledAhead, SortedKeys copiesSent, SortedKeys copiesAcknowledged) {

    /**
     * Reads the file. Of an open ledger, records about events younger than the snapshot of the slots are left out; in a
     * closed one they cannot be.
     */
    static LedgerExceptions read(Path file, LedgerHeader header, SlotSnapshot slots) throws IOException {
        LedgerExceptions exceptions =
                new LedgerExceptions(new SortedKeys(), new SortedKeys(), new SortedKeys(), new SortedKeys());
        long count = new RecordScanner(file)
                .scan(RecordFile.FAILED, RecordFile.COPY_ACKNOWLEDGED, (kind, slot, sequence) -> {
                    boolean known = slot >= 0 && slot < slots.count() && sequence >= 0 && sequence < slots.sent(slot);
                    if (known) {
                        exceptions.of(kind).add(SortedKeys.key(slot, sequence));
                    } else if (header.closed()) {
                        throw new LedgerCorruptException(
                                file, "has a record about slot " + slot + ", sequence " + sequence + ", never sent");
                    }
                });
        if (header.closed() && count != header.exceptions()) {
            throw new LedgerCorruptException(
                    file, "has " + count + " records, the closed ledger had " + header.exceptions());
        }
        exceptions.failed.sort();
        exceptions.settledAhead.sort();
        exceptions.copiesSent.sort();
        exceptions.copiesAcknowledged.sort();
        return exceptions;
    }

    private SortedKeys of(int kind) {
        return switch (kind) {
            case RecordFile.FAILED -> failed;
            case RecordFile.SETTLED_AHEAD -> settledAhead;
            case RecordFile.COPY_SENT -> copiesSent;
            case RecordFile.COPY_ACKNOWLEDGED -> copiesAcknowledged;
            default -> throw new IllegalArgumentException("kind " + kind + " is no exception");
        };
    }
}
