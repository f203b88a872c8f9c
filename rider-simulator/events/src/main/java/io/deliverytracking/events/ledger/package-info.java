/**
 * The producer's durable ledger: what was sent, and what the broker acknowledged, per rider and sequence.
 *
 * <p>The simulator writes it; the reckoning at the end of a demo or a load test reads it and compares it with what is
 * stored. One directory holds one sub-directory a session:
 *
 * <pre>
 * ledger/
 *   1772000000000/            the session
 *     riders.ledger           header, then one slot of 24 bytes a rider   {@link io.deliverytracking.events.ledger.RiderFile}
 *     exceptions.ledger       16 bytes a record, appended                 {@link io.deliverytracking.events.ledger.RecordFile}
 *     orders.ledger           16 bytes a record, appended
 * </pre>
 *
 * <p>All files are memory-mapped and little-endian. Each word is written by one store, in an order in which every
 * prefix of the stores is a true statement, so a process that dies by {@code kill -9} leaves a ledger that is true up to
 * that instant: the pages belong to the kernel. The machine losing power is not covered before {@link
 * io.deliverytracking.events.ledger.LedgerWriter#close()}: a ledger is evidence about processes, and forcing every page
 * would cost more than sending the events.
 *
 * <p>The order of events, which makes the prefixes true:
 *
 * <ol>
 *   <li>the sequence is counted as sent, then the record goes to the producer: stored implies sent;
 *   <li>the broker acknowledges, then the slot says so: the slot says "acknowledged" implies stored;
 *   <li>a failure is appended to the exceptions, then the slot counts the sequence as settled.
 * </ol>
 */
@NullMarked
package io.deliverytracking.events.ledger;

import org.jspecify.annotations.NullMarked;
