/**
 * What is measured from outside while an arm runs: processor time from {@code /proc}, the write-ahead log, the lag of the log.
 *
 * <p>Nothing here knows arms or scenarios; values go up into {@link io.deliverytracking.loadtest.trial}.
 */
@NullMarked
package io.deliverytracking.loadtest.sample;

import org.jspecify.annotations.NullMarked;
