/** The two brokers that are compared, each a process of its own, started from its package and never linked. */
@NullMarked
package io.deliverytracking.broker.benchmark.subject;

import org.jspecify.annotations.NullMarked;
