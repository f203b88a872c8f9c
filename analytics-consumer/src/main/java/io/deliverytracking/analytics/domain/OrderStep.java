package io.deliverytracking.analytics.domain;

/**
 * An order entered a state.
 *
 * @param offset       where it stands in its partition
 * @param recordTimeMs when it was sent, in milliseconds since the epoch
 * @param eventTimeMs  when it happened, in milliseconds since the epoch
 * @param state        the state it entered
 */
public record OrderStep(long offset, long recordTimeMs, long eventTimeMs, OrderState state) {}
