package io.deliverytracking.events.ledger;

/**
 * Sums of one session's location events.
 *
 * @param intended what the open-loop schedule demanded
 * @param sent distinct (rider, sequence) handed to the producer, or about to be when the process died
 * @param acknowledged of these, acknowledged at least once; each of them has to be accounted for
 * @param outcomeUnknown of these, never acknowledged: may or may not be stored
 * @param failed sends that the producer gave up; each left its sequence unknown unless a copy made it
 * @param copiesSent intentional duplicates, beyond the first sending
 * @param copiesAcknowledged of these, acknowledged
 */
public record LedgerTotals(
        long intended,
        long sent,
        long acknowledged,
        long outcomeUnknown,
        long failed,
        long copiesSent,
        long copiesAcknowledged) {

    /** Totals of two sessions together. */
    public LedgerTotals plus(LedgerTotals other) {
        return new LedgerTotals(
                intended + other.intended,
                sent + other.sent,
                acknowledged + other.acknowledged,
                outcomeUnknown + other.outcomeUnknown,
                failed + other.failed,
                copiesSent + other.copiesSent,
                copiesAcknowledged + other.copiesAcknowledged);
    }
}
