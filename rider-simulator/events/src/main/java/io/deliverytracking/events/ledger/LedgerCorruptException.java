package io.deliverytracking.events.ledger;

import java.nio.file.Path;

/** A ledger file is not what its writer left: cut short, changed, or written by another version. Names the file. */
public final class LedgerCorruptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LedgerCorruptException(Path file, String what) {
        super(file + ": " + what);
    }
}
