/**
 * What a figure holds for: the {@link io.deliverytracking.machine.Machine} and the
 * {@link io.deliverytracking.machine.Commit} that it was measured on. For every command that publishes figures; depends on none.
 */
@NullMarked
package io.deliverytracking.machine;

import org.jspecify.annotations.NullMarked;
