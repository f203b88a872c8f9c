/**
 * The web console: pages that show the running system, and the services' interfaces under the one origin that a browser
 * may talk to.
 */
@NullMarked
package io.deliverytracking.console;

import org.jspecify.annotations.NullMarked;
