/**
 * Topics, the producer, and the ledger beside it: an event is counted in the ledger, then sent, then its
 * acknowledgement is counted.
 *
 * <p>The official producer, used plainly: at 100,000 events a second a reactive message an event would cost ten times
 * what sending costs (see the decision records).
 */
@NullMarked
package io.deliverytracking.simulator.kafka;

import org.jspecify.annotations.NullMarked;
