/**
 * Tests of the packaged application as a process of its own, which can be frozen, killed and asked for its exit status.
 * They run in Maven's phase {@code integration-test}, after {@code package}.
 */
@NullMarked
package io.deliverytracking.dbwriter.process;

import org.jspecify.annotations.NullMarked;
