/** REST control of the simulator; errors as problem documents (RFC 9457). */
@NullMarked
package io.deliverytracking.simulator.rest;

import org.jspecify.annotations.NullMarked;
