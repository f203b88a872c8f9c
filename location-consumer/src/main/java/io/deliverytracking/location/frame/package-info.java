/**
 * The binary frames of the live map, version 1: what is in them ({@link io.deliverytracking.location.frame.FrameWriter} has
 * the layout), and what one client is sent from one frame to the next.
 *
 * <p>Plain Java without sockets and clocks. Everything here is confined to the thread that serves the clients.
 */
@NullMarked
package io.deliverytracking.location.frame;

import org.jspecify.annotations.NullMarked;
