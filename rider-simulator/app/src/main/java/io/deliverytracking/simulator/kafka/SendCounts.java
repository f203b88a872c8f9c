package io.deliverytracking.simulator.kafka;

/**
 * What one session has sent so far.
 *
 * @param sent fixes handed to the producer, copies aside
 * @param acknowledged of these
 * @param failed fixes and copies that the producer gave up; stored or not, nobody knows
 * @param copiesSent intentional duplicates
 * @param copiesAcknowledged of these
 * @param ordersSent order updates
 * @param ordersAcknowledged of these
 * @param ordersFailed of these
 */
public record SendCounts(
        long sent,
        long acknowledged,
        long failed,
        long copiesSent,
        long copiesAcknowledged,
        long ordersSent,
        long ordersAcknowledged,
        long ordersFailed) {

    public static final SendCounts ZERO = new SendCounts(0, 0, 0, 0, 0, 0, 0, 0);
}
