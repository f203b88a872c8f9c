package io.deliverytracking.traces.read;

import io.deliverytracking.traces.TraceAccounts;
import io.deliverytracking.traces.TraceException;

/** The files that fit nothing: a line in the report where others fit, an error where none does. */
final class Refusals {

    private final TraceAccounts accounts;
    private int count;
    private String first = "";

    Refusals(TraceAccounts accounts) {
        this.accounts = accounts;
    }

    void add(String file, String reason) {
        accounts.refuse(file, reason);
        if (++count == 1) {
            first = file + ": " + reason;
        }
    }

    /** Of all files. */
    TraceException failure() {
        return new TraceException(
                switch (count) {
                    case 0 -> "there is no file to replay";
                    case 1 -> first;
                    default -> "none of " + count + " files can be replayed; the first is " + first;
                });
    }
}
