/**
 * Who gets which partition: the server-side assignors of KIP-848 as arithmetic, without groups, epochs or records.
 *
 * <p>An {@link io.deliverytracking.broker.group.assignor.AssignmentSpec} goes in, a
 * {@link io.deliverytracking.broker.group.assignor.PartitionSet} for each member comes out; the same question gets the
 * same answer in every run.
 */
@NullMarked
package io.deliverytracking.broker.group.assignor;

import org.jspecify.annotations.NullMarked;
