package io.deliverytracking.loadtest.drain;

/**
 * One transaction that stored rows.
 *
 * @param atMs when the server committed it; milliseconds since the epoch
 * @param rows of {@code rider_location}
 */
record Commit(long atMs, long rows) {}
