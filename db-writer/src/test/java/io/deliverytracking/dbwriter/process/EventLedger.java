package io.deliverytracking.dbwriter.process;

import io.deliverytracking.events.v1.OrderState;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What the broker has acknowledged, as the database has to show it in the end: one line a row, in the words of a query.
 *
 * <p>Threading: thread-safe; the producer's thread writes, the test reads.
 */
final class EventLedger {
    private final List<String> rows = new ArrayList<>();
    private final List<String> deadLetters = new ArrayList<>();
    private final Map<Integer, Integer> lastSequences = new TreeMap<>();
    private final Map<Long, OrderState> orders = new TreeMap<>();
    private final Map<String, Long> endOffsets = new TreeMap<>();
    private long acknowledged;
    private @Nullable Exception failure;

    /** A position that has to become a row: {@code partition offset rider sequence}. */
    synchronized void position(RecordMetadata at, int rider, int sequence) {
        count(at);
        rows.add(at.partition() + " " + at.offset() + " " + rider + " " + sequence);
        lastSequences.merge(rider, sequence, Math::max);
    }

    /** The next state of an order. */
    synchronized void orderUpdate(RecordMetadata at, long orderId, OrderState state) {
        count(at);
        orders.put(orderId, state);
    }

    /** A record that has to become a dead letter: {@code topic-partition-offset}. */
    synchronized void poison(RecordMetadata at) {
        count(at);
        deadLetters.add(at.topic() + "-" + at.partition() + "-" + at.offset());
    }

    /** The broker is never taken away here, so a send that fails is the end of the test. */
    synchronized void failed(Exception reason) {
        failure = failure == null ? reason : failure;
    }

    private void count(RecordMetadata at) {
        acknowledged++;
        endOffsets.merge(at.topic() + " " + at.partition(), at.offset() + 1, Math::max);
    }

    /**
     * How many records are acknowledged by now.
     *
     * @throws IllegalStateException if one could not be sent
     */
    synchronized long acknowledged() {
        if (failure != null) {
            throw new IllegalStateException("a record could not be sent", failure);
        }
        return acknowledged;
    }

    synchronized List<String> rows() {
        return List.copyOf(rows);
    }

    synchronized List<String> deadLetters() {
        return List.copyOf(deadLetters);
    }

    /** {@code rider sequence} of each rider's last position. */
    synchronized List<String> currentPositions() {
        return lastSequences.entrySet().stream()
                .map(last -> last.getKey() + " " + last.getValue())
                .toList();
    }

    /** {@code rider rows lowest highest sum}: how many positions of each rider, and their sequences. */
    synchronized List<String> sumsByRider() {
        Map<Integer, IntSummaryStatistics> sums = new TreeMap<>();
        for (String row : rows) {
            String[] columns = row.split(" ");
            sums.computeIfAbsent(Integer.valueOf(columns[2]), rider -> new IntSummaryStatistics())
                    .accept(Integer.parseInt(columns[3]));
        }
        return sums.entrySet().stream()
                .map(sum -> sum.getKey() + " " + sum.getValue().getCount() + " "
                        + sum.getValue().getMin() + " " + sum.getValue().getMax() + " "
                        + sum.getValue().getSum())
                .toList();
    }

    /** {@code order state columns}: the number of the state, and of the times that are set after the order was placed. */
    synchronized List<String> orders() {
        return orders.entrySet().stream()
                .map(order -> order.getKey() + " " + order.getValue().getNumber() + " "
                        + (order.getValue().getNumber() - OrderState.ORDER_STATE_PLACED_VALUE))
                .toList();
    }

    /** {@code topic partition offset} of each log's end. */
    synchronized List<String> endOffsets() {
        return endOffsets.entrySet().stream()
                .map(end -> end.getKey() + " " + end.getValue())
                .toList();
    }

    /** The sum of all logs' ends. */
    synchronized long endOffsetsSum() {
        return endOffsets.values().stream().mapToLong(Long::longValue).sum();
    }
}
