/** The simulator's configuration and its translation into the domain's settings. */
@NullMarked
package io.deliverytracking.simulator.config;

import org.jspecify.annotations.NullMarked;
