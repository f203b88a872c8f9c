/** Which partition a location goes to. */
@NullMarked
package io.deliverytracking.simulator.domain.partition;

import org.jspecify.annotations.NullMarked;
