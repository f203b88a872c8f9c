/**
 * From arms and rates to results: which trials there are, in which order, and how one of them runs.
 *
 * <p>In a newcomer's reading order: {@link io.deliverytracking.loadtest.trial.Arms} (what is compared),
 * {@link io.deliverytracking.loadtest.trial.Ladder} (which rates, until where),
 * {@link io.deliverytracking.loadtest.trial.TrialPlan} and {@link io.deliverytracking.loadtest.trial.Disturbance} (one trial and what
 * goes wrong in it), {@link io.deliverytracking.loadtest.trial.TrialRun} (runs it), {@link io.deliverytracking.loadtest.trial.Bottleneck}
 * (names what limited it).
 */
@NullMarked
package io.deliverytracking.loadtest.trial;

import org.jspecify.annotations.NullMarked;
