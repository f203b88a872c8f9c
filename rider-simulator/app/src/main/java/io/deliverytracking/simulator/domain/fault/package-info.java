/** Faults that real phones have, switched on by rate: each is decided by the seed, the rider and the sequence. */
@NullMarked
package io.deliverytracking.simulator.domain.fault;

import org.jspecify.annotations.NullMarked;
