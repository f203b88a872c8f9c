/** The way in: all files of a trace, whatever their kinds. */
@NullMarked
package io.deliverytracking.traces.read;

import org.jspecify.annotations.NullMarked;
