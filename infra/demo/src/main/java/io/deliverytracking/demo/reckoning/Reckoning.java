package io.deliverytracking.demo.reckoning;

import io.deliverytracking.events.ledger.SessionLedger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The verdict: both accounts, how much of the plan was sent, and every reason why it does not balance.
 *
 * @param sessions          how many runs of the producer were reckoned
 * @param intended          events that the schedules of this run's sessions demanded
 * @param sentOfIntended    events that these sessions sent
 * @param locations         location events of all sessions
 * @param orders            order updates of all sessions
 * @param foreignDeadLetters dead letters that are no events of ours
 * @param orderRequired     whether an event out of order is an offence
 * @param reasons           plain sentences; empty means balanced
 */
public record Reckoning(
        int sessions,
        long intended,
        long sentOfIntended,
        Account locations,
        Account orders,
        long foreignDeadLetters,
        boolean orderRequired,
        List<String> reasons) {

    /** Of what was intended, the share that must have been sent. */
    public static final double SENT_SHARE = 0.999;

    public Reckoning {
        reasons = List.copyOf(reasons);
    }

    /**
     * Reckons.
     *
     * @param sinceSession the first session of this run: only its own sessions must have sent what they intended, and in order
     * @param orderRequired whether each rider's events must be stored in order: partitioned by key, no faults from the start.
     *     Faults that were switched on later are in the ledger, and end that promise
     */
    public static Reckoning of(
            List<SessionLedger> ledgers, StoredEvents stored, long sinceSession, boolean orderRequired)
            throws IOException {
        return of(ledgers, stored, sinceSession, orderRequired, LocationReckoner.DEFAULT_EVENTS_A_PASS);
    }

    static Reckoning of(
            List<SessionLedger> ledgers, StoredEvents stored, long sinceSession, boolean orderRequired, int eventsAPass)
            throws IOException {
        List<SessionLedger> sorted = ledgers.stream()
                .sorted(Comparator.comparingLong(SessionLedger::session))
                .toList();
        boolean promised = orderRequired
                && sorted.stream().noneMatch(ledger -> ledger.session() >= sinceSession && ledger.disorderAllowed());
        Account locations = new LocationReckoner(sorted, stored, sinceSession, eventsAPass).reckon();
        Account orders = new OrderReckoner(sorted, stored).reckon();
        long intended = 0;
        long sent = 0;
        for (SessionLedger ledger : sorted) {
            if (ledger.session() >= sinceSession) {
                intended += ledger.intended();
                sent += ledger.totals().sent();
            }
        }
        List<String> reasons = new ArrayList<>();
        if (isShort(sent, intended)) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "the simulator sent %,d of %,d intended events, %.2f%%; at least %.1f%% is asked. It was held up, or this"
                            + " machine is too busy for so many riders (--riders)",
                    sent,
                    intended,
                    100.0 * sent / intended,
                    100 * SENT_SHARE));
        }
        addReasons(reasons, "location event", locations);
        addReasons(reasons, "order update", orders);
        if (promised && locations.outOfOrder() > 0) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%,d location events are stored before their rider's previous one",
                    locations.outOfOrder()));
        }
        return new Reckoning(
                sorted.size(), intended, sent, locations, orders, stored.foreignDeadLetters(), promised, reasons);
    }

    public boolean balanced() {
        return reasons.isEmpty();
    }

    /** Whether it does not balance for one reason alone: the simulator sent too little of its plan, and none of that is missing. */
    public boolean isShortOfItsPlanOnly() {
        return reasons.size() == 1 && isShort(sentOfIntended, intended);
    }

    private static boolean isShort(long sent, long intended) {
        return sent < SENT_SHARE * intended;
    }

    private static void addReasons(List<String> reasons, String noun, Account account) {
        addReason(reasons, account.missing(), noun, Offence.Kind.MISSING);
        addReason(reasons, account.doubled(), noun, Offence.Kind.DOUBLED);
        addReason(reasons, account.notSent(), noun, Offence.Kind.NOT_SENT);
    }

    private static void addReason(List<String> reasons, long count, String noun, Offence.Kind kind) {
        if (count > 0) {
            reasons.add(String.format(Locale.ROOT, "%,d %s%s: %s", count, noun, count == 1 ? "" : "s", kind.words()));
        }
    }
}
