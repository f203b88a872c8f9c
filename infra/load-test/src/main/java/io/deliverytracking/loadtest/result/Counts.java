package io.deliverytracking.loadtest.result;

/**
 * What became of the events, warm-up included. Stored and lost come from SQL and the application's own ledger, never from the
 * counters of the one who stores.
 *
 * @param offered were due
 * @param refused found the application's queue full, and were dropped there
 * @param acknowledged were confirmed to whoever sent them
 * @param stored rows in the database in the end
 * @param lost were acknowledged, and are neither in the database nor still in the log when its writer was not waited for any longer
 * @param duplicated are in the database more than once: rows beyond the first
 */
public record Counts(long offered, long refused, long acknowledged, long stored, long lost, long duplicated) {}
