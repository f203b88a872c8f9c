/** Open-loop time: when each event should leave, whatever became of the events before it. */
@NullMarked
package io.deliverytracking.simulator.domain.schedule;

import org.jspecify.annotations.NullMarked;
