/**
 * The few things every package of the core leans on: loud assertions and nothing else.
 *
 * <p>What two packages share belongs to the one that owns the idea; only what belongs to none lives here.
 */
@NullMarked
package io.deliverytracking.broker.common;

import org.jspecify.annotations.NullMarked;
