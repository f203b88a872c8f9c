package io.deliverytracking.demo.reckoning;

/**
 * One event that does not balance, named so that it can be looked up.
 *
 * @param subject the rider, or the order for an order update
 * @param detail  the sequence, or the order's state
 */
public record Offence(Kind kind, long session, long subject, int detail) {

    /** How an event can fail to balance. */
    public enum Kind {
        MISSING("acknowledged, but nowhere"),
        DOUBLED("stored more often than it was sent"),
        NOT_SENT("stored, but never sent");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
