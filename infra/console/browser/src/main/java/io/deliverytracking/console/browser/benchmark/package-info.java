/** What the map costs a browser and how fresh it is, with all riders of a running demo in view. */
@NullMarked
package io.deliverytracking.console.browser.benchmark;

import org.jspecify.annotations.NullMarked;
