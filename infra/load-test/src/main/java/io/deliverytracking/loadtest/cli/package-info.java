/** {@code ./delivery load-test}: options, checks before anything is started, and where the results go. */
@NullMarked
package io.deliverytracking.loadtest.cli;

import org.jspecify.annotations.NullMarked;
