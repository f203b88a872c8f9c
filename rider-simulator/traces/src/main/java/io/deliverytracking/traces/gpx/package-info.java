/** Tracks of GPX files, streamed. */
@NullMarked
package io.deliverytracking.traces.gpx;

import org.jspecify.annotations.NullMarked;
