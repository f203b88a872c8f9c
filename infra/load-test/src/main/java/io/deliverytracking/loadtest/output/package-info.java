/** A result as files that other programs read: JSON with everything, CSV for a spreadsheet. */
@NullMarked
package io.deliverytracking.loadtest.output;

import org.jspecify.annotations.NullMarked;
