package io.deliverytracking.events.ledger;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The order updates of one session: which (order, state) were sent, and which of them acknowledged.
 *
 * <p>Immutable after reading. State numbers are those of the schema.
 */
public final class OrderLedger {

    private static final int STATE_BITS = 8;

    private final long firstOrderId;
    private final SortedKeys sent = new SortedKeys();
    private final SortedKeys acknowledged = new SortedKeys();
    private int failed;

    private OrderLedger(long firstOrderId) {
        this.firstOrderId = firstOrderId;
    }

    static OrderLedger read(Path file, LedgerHeader header) throws IOException {
        OrderLedger orders =
                new OrderLedger(RecordFile.firstOrderId(header.plan().session()));
        long count = new RecordScanner(file)
                .scan(RecordFile.ORDER_SENT, RecordFile.ORDER_FAILED, (kind, number, state) -> {
                    long key = (long) number << STATE_BITS | state;
                    switch (kind) {
                        case RecordFile.ORDER_SENT -> orders.sent.add(key);
                        case RecordFile.ORDER_ACKNOWLEDGED -> orders.acknowledged.add(key);
                        default -> orders.failed++;
                    }
                });
        if (header.closed() && count != header.orders()) {
            throw new LedgerCorruptException(
                    file, "has " + count + " records, the closed ledger had " + header.orders());
        }
        orders.sent.sort();
        orders.acknowledged.sort();
        return orders;
    }

    /** Receives one update of one order. */
    public interface Visitor {
        void visit(long orderId, int state);
    }

    public int sent() {
        return sent.count();
    }

    public int acknowledged() {
        return acknowledged.count();
    }

    public int failed() {
        return failed;
    }

    public boolean isSent(long orderId, int state) {
        return sent.contains(orderId - firstOrderId << STATE_BITS | state);
    }

    public boolean isAcknowledged(long orderId, int state) {
        return acknowledged.contains(orderId - firstOrderId << STATE_BITS | state);
    }

    /** Visits what has to be stored, by order id and state. */
    public void forEachAcknowledged(Visitor visitor) {
        for (int i = 0; i < acknowledged.count(); i++) {
            long key = acknowledged.get(i);
            visitor.visit(firstOrderId + (key >>> STATE_BITS), (int) (key & (1 << STATE_BITS) - 1));
        }
    }
}
