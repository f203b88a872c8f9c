package io.deliverytracking.broker.log;

/** What became of putting a compacted segment into the place of others. */
public enum SwapOutcome {
    /** It is in the log. */
    SWAPPED,
    /** The log has changed meanwhile, and nothing happened. */
    REFUSED,
    /** The log was closed or went offline in between: the files are as they are, and the next start ends it. */
    LEFT_TO_THE_NEXT_START
}
