/**
 * Layouts of stored fixes, each written and read as the writer would, for {@code TrailBenchmark}: what a trail of an hour
 * costs in each. Nothing here is part of the application.
 */
@NullMarked
package io.deliverytracking.dbwriter.persistence.trail;

import org.jspecify.annotations.NullMarked;
