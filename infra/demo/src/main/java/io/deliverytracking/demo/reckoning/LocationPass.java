package io.deliverytracking.demo.reckoning;

import io.deliverytracking.events.ledger.RiderLedger;
import io.deliverytracking.events.ledger.SessionLedger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One word for each event sent by the riders of a range, filled from the rows and then compared with the ledger.
 *
 * <p>The word says where the first stored copy is, for the order of a rider's events: partition (16 bits), offset plus one
 * (48 bits); zero means that no copy was seen. Further copies are rare and go to a list.
 *
 * <pre>
 *  session A: rider 1 | rider 2 | ...   session B: rider 1 | ...
 *  places     0..sent | 0..sent |                  0..sent |
 *             ^ base of the rider
 * </pre>
 *
 * <p>Threading: confined to one thread. Memory: 8 bytes an event, 28 a rider.
 */
final class LocationPass {

    private static final int OFFSET_BITS = 48;
    private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;

    private final EventRange range;
    private final List<SessionLedger> ledgers;
    private final long oldestSession;
    private final long orderedSince;
    private final List<Riders> sessions = new ArrayList<>();
    private final long[] places;
    private int[] furtherCopies = new int[16];
    private int furtherCount;
    private final LocationTally tally;

    /** The riders of one session in this pass: ids ascending, and where the events of each begin. */
    private record Riders(long session, int[] ids, int[] bases, int[] sent, long[] dropped, long[] droppedSum) {

        int indexOf(int rider) {
            // Riders are usually 1, 2, 3, ...
            int guess = rider - ids[0];
            return guess >= 0 && guess < ids.length && ids[guess] == rider ? guess : Arrays.binarySearch(ids, rider);
        }
    }

    /** @param orderedSince the first session whose order is looked at */
    LocationPass(EventRange range, List<SessionLedger> ledgers, int events, long orderedSince, LocationTally tally) {
        this.range = range;
        this.ledgers = ledgers;
        this.tally = tally;
        this.orderedSince = orderedSince;
        oldestSession = ledgers.isEmpty() ? Long.MAX_VALUE : ledgers.get(0).session();
        places = new long[events];
        int base = 0;
        for (SessionLedger ledger : ledgers) {
            base = lay(ledger, base);
        }
        if (base != events) {
            throw new IllegalStateException("planned " + events + " events, the ledgers have " + base);
        }
    }

    private int lay(SessionLedger ledger, int firstBase) {
        int[] ids = new int[ledger.riders()];
        int[] bases = new int[ids.length];
        int[] sent = new int[ids.length];
        int[] next = {0, firstBase};
        ledger.forEachRider(rider -> {
            if (range.contains(ledger.session(), rider.riderId())) {
                ids[next[0]] = rider.riderId();
                bases[next[0]] = next[1];
                sent[next[0]++] = rider.sent();
                next[1] += rider.sent();
            }
        });
        int count = next[0];
        if (count > 0) {
            sessions.add(new Riders(
                    ledger.session(),
                    Arrays.copyOf(ids, count),
                    Arrays.copyOf(bases, count),
                    Arrays.copyOf(sent, count),
                    new long[count],
                    new long[count]));
        }
        return next[1];
    }

    void onStored(long session, int rider, int sequence, int partition, long offset) {
        if (range.contains(session, rider)) {
            tally.stored++;
            place(session, rider, sequence, partition, offset);
        }
    }

    void onDeadLetter(long session, int rider, int sequence, int partition, long offset) {
        if (range.contains(session, rider)) {
            tally.deadLettered++;
            place(session, rider, sequence, partition, offset);
        }
    }

    void onDropped(long session, int rider, long rows, long sequenceSum) {
        if (!range.contains(session, rider)) {
            return;
        }
        tally.dropped += rows;
        Riders riders = ridersOf(session);
        int index = riders == null ? -1 : riders.indexOf(rider);
        if (riders != null && index >= 0) {
            riders.dropped[index] += rows;
            riders.droppedSum[index] += sequenceSum;
        } else {
            onUnknown(rows, session, rider, -1);
        }
    }

    private void place(long session, int rider, int sequence, int partition, long offset) {
        Riders riders = ridersOf(session);
        int index = riders == null ? -1 : riders.indexOf(rider);
        if (riders == null || index < 0 || sequence < 0 || sequence >= riders.sent[index]) {
            onUnknown(1, session, rider, sequence);
            return;
        }
        int at = riders.bases[index] + sequence;
        long place = (long) partition << OFFSET_BITS | offset + 1 & OFFSET_MASK;
        if (places[at] == 0) {
            places[at] = place;
            return;
        }
        // The order of a rider's events is that of their first copies.
        if (place >>> OFFSET_BITS == places[at] >>> OFFSET_BITS) {
            places[at] = Math.min(place, places[at]);
        }
        if (furtherCount == furtherCopies.length) {
            furtherCopies = Arrays.copyOf(furtherCopies, furtherCount * 2);
        }
        furtherCopies[furtherCount++] = at;
    }

    /** Rows older than the oldest ledger belong to runs whose ledger is gone: said, but nobody's offence. */
    private void onUnknown(long rows, long session, int rider, int sequence) {
        if (session < oldestSession) {
            tally.ofEarlierRuns += rows;
        } else {
            tally.offences.add(Offence.Kind.NOT_SENT, rows, session, rider, sequence);
        }
    }

    private @Nullable Riders ridersOf(long session) {
        // A handful of sessions, the newest with most rows.
        for (int i = sessions.size() - 1; i >= 0; i--) {
            if (sessions.get(i).session == session) {
                return sessions.get(i);
            }
        }
        return null;
    }

    /** Compares, once all rows are in. */
    void settle() {
        Arrays.sort(furtherCopies, 0, furtherCount);
        for (SessionLedger ledger : ledgers) {
            Riders riders = ridersOf(ledger.session());
            if (riders != null) {
                int[] index = {0};
                ledger.forEachRider(rider -> {
                    if (range.contains(ledger.session(), rider.riderId())) {
                        settle(ledger.session(), rider, riders, index[0]++);
                    }
                });
            }
        }
    }

    private void settle(long session, RiderLedger rider, Riders riders, int index) {
        int base = riders.bases[index];
        long absent = 0;
        long absentSum = 0;
        long spare = 0;
        int spareLowest = Integer.MAX_VALUE;
        int spareHighest = 0;
        long[] firstAbsent = {-1, -1};
        long previous = 0;
        boolean ordered = session >= orderedSince;
        for (int sequence = 0; sequence < riders.sent[index]; sequence++) {
            long place = places[base + sequence];
            int copies = place == 0 ? 0 : 1 + furtherCopiesOf(base + sequence);
            int fewest = rider.fewestCopies(sequence);
            int most = rider.mostCopies(sequence);
            if (copies < fewest) {
                absent += fewest - copies;
                absentSum += (long) (fewest - copies) * sequence;
                remember(firstAbsent, sequence);
            }
            if (copies > most) {
                tally.offences.add(Offence.Kind.DOUBLED, copies - most, session, rider.riderId(), sequence);
            }
            int unsettled = most - Math.max(copies, fewest);
            if (unsettled > 0) {
                spare += unsettled;
                spareLowest = Math.min(spareLowest, sequence);
                spareHighest = sequence;
            }
            if (!rider.isAcknowledged(sequence)) {
                tally.outcomeUnknown++;
                tally.outcomeUnknownStored += copies > 0 ? 1 : 0;
            }
            if (place != 0) {
                if (ordered && place >>> OFFSET_BITS == previous >>> OFFSET_BITS && place < previous) {
                    tally.outOfOrder++;
                }
                previous = place;
            }
        }
        DroppedRows.Unexplained left = DroppedRows.explain(
                absent, absentSum, riders.dropped[index], riders.droppedSum[index], spare, spareLowest, spareHighest);
        for (long sequence : firstAbsent) {
            if (left.missing() > 0 && sequence >= 0) {
                // Counted below; here they only get their names.
                tally.missingExamples.add(Offence.Kind.MISSING, 1, session, rider.riderId(), (int) sequence);
            }
        }
        tally.missing += left.missing();
        tally.offences.add(Offence.Kind.DOUBLED, left.surplus(), session, rider.riderId(), -1);
    }

    private static void remember(long[] first, int sequence) {
        for (int i = 0; i < first.length; i++) {
            if (first[i] < 0) {
                first[i] = sequence;
                return;
            }
        }
    }

    private int furtherCopiesOf(int at) {
        if (furtherCount == 0) {
            return 0;
        }
        int found = Arrays.binarySearch(furtherCopies, 0, furtherCount, at);
        if (found < 0) {
            return 0;
        }
        int from = found;
        while (from > 0 && furtherCopies[from - 1] == at) {
            from--;
        }
        int to = found + 1;
        while (to < furtherCount && furtherCopies[to] == at) {
            to++;
        }
        return to - from;
    }
}
