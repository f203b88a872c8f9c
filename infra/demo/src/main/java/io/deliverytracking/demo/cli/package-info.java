/** The commands behind {@code ./delivery}: what they take, what they print, what they end with. */
@NullMarked
package io.deliverytracking.demo.cli;

import org.jspecify.annotations.NullMarked;
