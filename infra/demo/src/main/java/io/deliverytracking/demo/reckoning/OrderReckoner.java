package io.deliverytracking.demo.reckoning;

import io.deliverytracking.events.ledger.OrderLedger;
import io.deliverytracking.events.ledger.SessionLedger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reckons order updates: an update is stored when its order has the time of its state.
 *
 * <p>Two limits follow from the upsert, which repeats without effect: a double can't be seen (and does no harm), and since every
 * update carries the time of placing, an order that has any state also has the first.
 * <p>Threading: confined to one thread, blocks. Memory: about 50 bytes an order.
 */
final class OrderReckoner {

    private static final int PLACED = 1;
    private static final int STATES = 6;

    private final List<SessionLedger> ledgers;
    private final StoredEvents stored;
    private final Offences offences = new Offences();
    private final Map<Long, Integer> statesByOrder = new HashMap<>();
    private long storedStates;
    private long deadLettered;
    private long ofEarlierRuns;

    OrderReckoner(List<SessionLedger> ledgers, StoredEvents stored) {
        this.ledgers = ledgers;
        this.stored = stored;
    }

    Account reckon() throws IOException {
        Map<Long, OrderLedger> bySession = new TreeMap<>();
        for (SessionLedger ledger : ledgers) {
            bySession.put(ledger.session(), ledger.orders());
        }
        long oldest = ledgers.isEmpty() ? Long.MAX_VALUE : ledgers.get(0).session();
        stored.orders((orderId, session, states) -> {
            storedStates += Integer.bitCount(states);
            statesByOrder.merge(orderId, states, (a, b) -> a | b);
            checkSent(bySession.get(session), oldest, orderId, session, states);
        });
        stored.deadOrderUpdates((orderId, session, state) -> {
            deadLettered++;
            statesByOrder.merge(orderId, 1 << state - 1, (a, b) -> a | b);
            checkSent(bySession.get(session), oldest, orderId, session, 1 << state - 1);
        });

        long[] sums = new long[3];
        Offences missing = new Offences();
        bySession.forEach((session, orders) -> {
            sums[0] += orders.sent();
            sums[1] += orders.acknowledged();
            orders.forEachAcknowledged((orderId, state) -> {
                if ((statesByOrder.getOrDefault(orderId, 0) >>> state - 1 & 1) == 0) {
                    missing.add(Offence.Kind.MISSING, 1, session, orderId, state);
                }
            });
        });
        long absent = missing.count(Offence.Kind.MISSING);
        long expired = Math.min(absent, stored.expiredOrderUpdates());
        List<Offence> examples = new ArrayList<>(missing.examples(absent > expired));
        examples.addAll(offences.examples(true));
        return new Account(
                sums[0],
                sums[1],
                sums[0] - sums[1],
                0,
                0,
                storedStates,
                deadLettered,
                0,
                expired,
                absent - expired,
                0,
                offences.count(Offence.Kind.NOT_SENT),
                ofEarlierRuns,
                0,
                examples);
    }

    private void checkSent(@Nullable OrderLedger ledger, long oldestSession, long orderId, long session, int states) {
        if (ledger == null) {
            if (session < oldestSession) {
                ofEarlierRuns += Integer.bitCount(states);
            } else {
                offences.add(Offence.Kind.NOT_SENT, Integer.bitCount(states), session, orderId, PLACED);
            }
            return;
        }
        boolean anySent = false;
        for (int state = PLACED; state <= STATES; state++) {
            anySent |= ledger.isSent(orderId, state);
        }
        for (int state = PLACED; state <= STATES; state++) {
            boolean isStored = (states >>> state - 1 & 1) != 0;
            boolean wasSent = state == PLACED ? anySent : ledger.isSent(orderId, state);
            if (isStored && !wasSent) {
                offences.add(Offence.Kind.NOT_SENT, 1, session, orderId, state);
            }
        }
    }
}
