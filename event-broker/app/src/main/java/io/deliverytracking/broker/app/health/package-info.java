/** Readiness and liveness. */
@NullMarked
package io.deliverytracking.broker.app.health;

import org.jspecify.annotations.NullMarked;
