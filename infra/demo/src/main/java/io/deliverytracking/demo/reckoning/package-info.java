/**
 * The account at the end: the producer's ledger against what is stored, event by event.
 *
 * <p>Pure: ledgers and rows come in, an account and a verdict come out. Where rows come from is a port
 * ({@link io.deliverytracking.demo.reckoning.StoredEvents}); its Postgres side is in {@code source}. The writer's own counters are
 * never asked: they could be wrong in the same way as the rows.
 *
 * <p>Balanced means, for locations and order updates alike: nothing acknowledged is missing (it is stored, dead-lettered, dropped by
 * the database's retention, or expired from the log before it was read); nothing is stored more often than it was sent; nothing is
 * stored that was not sent; and at least 99.9% of what the schedule intended was sent.
 *
 * <p>Exact and linear: each event of the ledger has one word in an array, found by (session, rider, sequence); each row is looked at
 * once. Memory is bounded by walking riders in passes when there are more events than words.
 */
@NullMarked
package io.deliverytracking.demo.reckoning;

import org.jspecify.annotations.NullMarked;
