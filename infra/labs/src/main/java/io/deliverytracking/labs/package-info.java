/**
 * Lessons on event streaming, each a short program with the official client against a real broker, each checking what
 * it claims.
 *
 * <p>Where to read: any class in {@code lessons}; it is meant to be read from top to bottom beside its output.
 * {@code stage} is what a lesson speaks through, {@code clients} holds the one client that lessons run in the
 * background, {@code broker} what they run on, {@code cli} the command {@code ./delivery lab}.
 */
@NullMarked
package io.deliverytracking.labs;

import org.jspecify.annotations.NullMarked;
