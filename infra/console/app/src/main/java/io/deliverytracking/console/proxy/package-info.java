/**
 * The services' interfaces under the console's own origin: {@code /services/<name>/…}, REST and WebSocket.
 *
 * <p>A browser talks to one address only; where the services really are is a setting. REST goes through the Vert.x HTTP
 * proxy. WebSockets do not: version 4.5 of that library writes to the browser without looking whether it still reads, so one
 * stalled page would fill the console's memory; {@link io.deliverytracking.console.proxy.WebSocketTunnel} holds the service
 * back instead.
 */
@NullMarked
package io.deliverytracking.console.proxy;

import org.jspecify.annotations.NullMarked;
