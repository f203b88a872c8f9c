package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.BackgroundTasks;
import io.deliverytracking.broker.port.Clock;
import io.deliverytracking.broker.port.RandomSource;
import io.deliverytracking.broker.port.Timers;

/**
 * The outside world as the logs of one lane see it, without the disk.
 *
 * @param clock for durations and roll by age; append times come with the append
 * @param timers for the delay before a retired file is unlinked
 * @param background for fsync and unlink
 * @param random for roll jitter and ids
 */
public record LogServices(Clock clock, Timers timers, BackgroundTasks background, RandomSource random) {}
