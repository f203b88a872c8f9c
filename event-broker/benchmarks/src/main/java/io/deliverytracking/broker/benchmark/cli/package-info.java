/** The command line, where things are kept, and the order in which they are done. */
@NullMarked
package io.deliverytracking.broker.benchmark.cli;

import org.jspecify.annotations.NullMarked;
