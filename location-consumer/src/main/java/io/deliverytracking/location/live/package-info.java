/**
 * Pushes over WebSocket: one rider or one box to each client, conflated.
 *
 * <p>Every message is the whole current state of what the client watches, so leaving one out loses nothing: a slow client
 * gets the newest state later, never a queue. At most one message a client is on its way at any time.
 *
 * <p>Text frames carry JSON as {@link io.deliverytracking.location.live.LiveMessages} documents it. Binary frames are not
 * used yet; they are kept for a compact form of the box.
 */
@NullMarked
package io.deliverytracking.location.live;

import org.jspecify.annotations.NullMarked;
