package io.deliverytracking.demo.reckoning;

import java.util.List;

/**
 * One side of the reckoning, locations or order updates, in numbers.
 *
 * @param sent                  distinct events handed to the producer
 * @param acknowledged          of these, acknowledged by the broker
 * @param outcomeUnknown        of these, never acknowledged: may or may not be stored
 * @param outcomeUnknownStored  of the unknown ones, stored all the same
 * @param copiesSent            duplicates sent on purpose, beyond the first sending
 * @param stored                rows in the database; for orders the states of all orders
 * @param deadLettered          records in the dead-letter table that are events of ours
 * @param dropped               rows that the database's retention removed after they were stored
 * @param expired               events that the log's retention removed before they were read
 * @param missing               acknowledged, and in none of the four places
 * @param doubled               stored beyond what was sent
 * @param notSent               stored and never sent
 * @param ofEarlierRuns         stored by runs whose ledger is gone
 * @param outOfOrder            events of this run stored before their predecessor of the same rider in the same partition
 * @param examples              the first few offences of each kind
 */
public record Account(
        long sent,
        long acknowledged,
        long outcomeUnknown,
        long outcomeUnknownStored,
        long copiesSent,
        long stored,
        long deadLettered,
        long dropped,
        long expired,
        long missing,
        long doubled,
        long notSent,
        long ofEarlierRuns,
        long outOfOrder,
        List<Offence> examples) {

    public Account {
        examples = List.copyOf(examples);
    }

    /** Whether nothing is missing, doubled or unsent. */
    public boolean complete() {
        return missing == 0 && doubled == 0 && notSent == 0;
    }
}
