/**
 * The other users of the database: the delivery business, which reads, creates and updates orders while an arm writes.
 *
 * <p>It is what the whole load test is about: how it fares beside each arm. Open loop, so a slow database meets the same requests as
 * a quick one, and each is timed from when it was due.
 */
@NullMarked
package io.deliverytracking.loadtest.foreground;

import org.jspecify.annotations.NullMarked;
