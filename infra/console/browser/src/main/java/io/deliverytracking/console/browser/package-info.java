/**
 * The console in a real browser. What ships here are two commands, {@code console-benchmark} and {@code screenshots} of
 * {@code ./delivery}; the greater part are the tests, which click through every page with the whole pipeline behind it.
 */
@NullMarked
package io.deliverytracking.console.browser;

import org.jspecify.annotations.NullMarked;
