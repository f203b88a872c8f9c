/**
 * The rider simulator: 100,000 riders that move, or a file of real fixes, sent at their intended times.
 *
 * <p>{@code domain} decides what is sent and when, as plain Java from a seed; {@code kafka} sends it and keeps the
 * ledger; {@code control} runs the one generator thread; {@code rest} and {@code metrics} show and steer it.
 */
@NullMarked
package io.deliverytracking.simulator;

import org.jspecify.annotations.NullMarked;
