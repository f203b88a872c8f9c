/**
 * Pushes over WebSocket: one rider or one box to each client, conflated.
 *
 * <p>Every message is made from the newest state at the moment of sending, and at most one a client is on its way at any time:
 * a slow client gets the newest state later, never a queue. JSON messages are the whole state of what the client watches;
 * binary frames are what has changed since the frame before, which is why none that was made is left out.
 *
 * <p>Text frames carry JSON as {@link io.deliverytracking.location.live.LiveMessages} documents it, for one rider and small
 * boxes. Binary frames are for maps: {@link io.deliverytracking.location.frame.FrameWriter}.
 */
@NullMarked
package io.deliverytracking.location.live;

import org.jspecify.annotations.NullMarked;
