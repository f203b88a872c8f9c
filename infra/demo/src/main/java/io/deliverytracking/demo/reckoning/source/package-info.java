/** Where the reckoning's rows come from: SQL over the writer's tables, never the writer's counters. */
@NullMarked
package io.deliverytracking.demo.reckoning.source;

import org.jspecify.annotations.NullMarked;
