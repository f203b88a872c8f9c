package io.deliverytracking.dbwriter.domain;

/**
 * Where a dead letter stands. Letters are re-driven only by hand, so each way back to {@link #WAITING} is safe: at most
 * one of the records sent for a letter becomes a row or a new letter, see {@link Redriven}.
 *
 * <pre>
 *             re-drive                      read again: became a row
 *  WAITING ──────────────▶ UNDER_WAY ──────────────────────────────────▶ STORED
 *     ▲ ▲                   │   │ │         read again: refused again
 *     │ └── not sent ───────┘   │ └────────────────────────────────────▶ FAILED_AGAIN, and a new letter
 *     └──── silence too long ───┘                                        WAITING or EXHAUSTED
 * </pre>
 */
public enum DeadLetterState {
    /** Nobody re-drove it, or what was sent got lost. */
    WAITING,
    /** Sent to its topic, and not yet read from there. */
    UNDER_WAY,
    /** As {@link #WAITING}, but the event was re-driven so often that only force does it once more. */
    EXHAUSTED,
    /** The re-driven record is a row. */
    STORED,
    /** The re-driven record is a dead letter of its own. */
    FAILED_AGAIN;

    /** Whether a letter in this state may be sent. What is settled stays so: its event has another place. */
    public boolean mayBeRedriven(boolean force) {
        return switch (this) {
            case WAITING -> true;
            case UNDER_WAY, EXHAUSTED -> force;
            case STORED, FAILED_AGAIN -> false;
        };
    }
}
