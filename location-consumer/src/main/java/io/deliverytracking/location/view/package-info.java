/**
 * The JSON of riders and orders as clients see it, over REST and WebSocket alike.
 */
@NullMarked
package io.deliverytracking.location.view;

import org.jspecify.annotations.NullMarked;
