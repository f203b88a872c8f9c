/** The offered load: which event is due when, and what is in it. Nothing here knows how events are written. */
@NullMarked
package io.deliverytracking.loadtest.application.load;

import org.jspecify.annotations.NullMarked;
