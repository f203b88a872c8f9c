package io.deliverytracking.demo.reckoning;

import io.deliverytracking.events.ledger.LedgerTotals;
import io.deliverytracking.events.ledger.SessionLedger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reckons the location events of all sessions against the rows, in as few passes over the table as memory allows.
 *
 * <p>Cost: each pass reads the rows of its range once and looks at each of its events once.
 * <p>Threading: confined to one thread, blocks.
 */
final class LocationReckoner {

    /** 96 MB of words, two minutes at 100,000 events a second; the heap has 512 MB for this and for the ledgers. */
    static final int DEFAULT_EVENTS_A_PASS = 12_000_000;

    private final List<SessionLedger> ledgers;
    private final StoredEvents stored;
    private final long orderedSince;
    private final int eventsAPass;

    /** @param orderedSince the first session whose order is looked at: an earlier run may have been allowed disorder */
    LocationReckoner(List<SessionLedger> ledgers, StoredEvents stored, long orderedSince, int eventsAPass) {
        this.ledgers = ledgers;
        this.stored = stored;
        this.orderedSince = orderedSince;
        this.eventsAPass = eventsAPass;
    }

    Account reckon() throws IOException {
        LocationTally tally = new LocationTally();
        for (Plan plan : plan()) {
            LocationPass pass = new LocationPass(plan.range, ledgers, plan.events, orderedSince, tally);
            stored.locations(plan.range, pass::onStored);
            stored.deadLocations(pass::onDeadLetter);
            stored.droppedLocations(plan.range, pass::onDropped);
            pass.settle();
        }
        LedgerTotals totals = new LedgerTotals(0, 0, 0, 0, 0, 0, 0);
        for (SessionLedger ledger : ledgers) {
            totals = totals.plus(ledger.totals());
        }
        long expired = Math.min(tally.missing, stored.expiredLocations());
        long missing = tally.missing - expired;
        List<Offence> examples = new ArrayList<>(tally.offences.examples(false));
        if (missing > 0) {
            examples.addAll(0, tally.missingExamples.examples(true));
        }
        return new Account(
                totals.sent(),
                totals.acknowledged(),
                tally.outcomeUnknown,
                tally.outcomeUnknownStored,
                totals.copiesSent(),
                tally.stored,
                tally.deadLettered,
                tally.dropped,
                expired,
                missing,
                tally.offences.count(Offence.Kind.DOUBLED),
                tally.offences.count(Offence.Kind.NOT_SENT),
                tally.ofEarlierRuns,
                tally.outOfOrder,
                examples);
    }

    /** One pass: its range, and how many events the ledgers have there. */
    private record Plan(EventRange range, int events) {}

    private List<Plan> plan() {
        List<Plan> plans = new ArrayList<>();
        Cut cut = new Cut();
        for (SessionLedger ledger : ledgers) {
            ledger.forEachRider(rider -> {
                if (cut.events > 0 && cut.events + rider.sent() > eventsAPass) {
                    // Up to and including the rider before this one.
                    plans.add(cut.end(ledger.session(), rider.riderId()));
                }
                cut.events += rider.sent();
            });
        }
        EventRange all = EventRange.EVERYTHING;
        plans.add(new Plan(
                new EventRange(cut.session, cut.rider, all.lastSession(), all.lastRider()),
                Math.toIntExact(cut.events)));
        return plans;
    }

    /** Where the pass being planned begins, and what it holds so far. */
    private static final class Cut {
        private long session = EventRange.EVERYTHING.firstSession();
        private int rider = EventRange.EVERYTHING.firstRider();
        private long events;

        Plan end(long nextSession, int nextRider) {
            // Rider ids are at least 1, so the rider before the next one always has a name.
            Plan plan = new Plan(new EventRange(session, rider, nextSession, nextRider - 1), Math.toIntExact(events));
            session = nextSession;
            rider = nextRider;
            events = 0;
            return plan;
        }
    }
}
