package io.deliverytracking.broker.node;

import io.deliverytracking.broker.port.BackgroundTasks;
import io.deliverytracking.broker.port.Clock;
import io.deliverytracking.broker.port.LogLevels;
import io.deliverytracking.broker.port.RandomSource;
import io.deliverytracking.broker.port.ReadMemory;
import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.Timers;

/**
 * The world as one node sees it.
 *
 * @param clock wall clock and monotonic clock
 * @param timers run their tasks on the node's lane
 * @param background work off the lane, completions on it
 * @param random identifiers and jitter
 * @param storage {@code log.dirs}
 * @param readMemory what is read for clients lies in it until it is sent
 * @param logLevels the loggers of this process
 */
public record NodeServices(
        Clock clock,
        Timers timers,
        BackgroundTasks background,
        RandomSource random,
        StorageDirectory storage,
        ReadMemory readMemory,
        LogLevels logLevels) {}
