package io.deliverytracking.loadtest.result;

/**
 * What became of the events, warm-up included. Stored and lost come from SQL and the application's own ledger, never from the
 * counters of the one who stores.
 *
 * @param due by the plan of the load: what everything is a share of
 * @param offered of these had their turn; the others were due while the application was dead or had no processor
 * @param refused found the application's queue full, and were dropped there
 * @param acknowledged were confirmed to whoever sent them
 * @param stored rows in the database in the end
 * @param lost were acknowledged, and are neither in the database nor still in the log
 * @param inLog were acknowledged, and were still in the log when its writer was not waited for any longer: neither stored nor lost
 * @param duplicated are in the database more than once: rows beyond the first
 */
public record Counts(
        long due, long offered, long refused, long acknowledged, long stored, long lost, long inLog, long duplicated) {

    /** Of an arm that has no events. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);
}
