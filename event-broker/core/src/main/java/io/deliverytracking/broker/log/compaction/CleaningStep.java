package io.deliverytracking.broker.log.compaction;

/**
 * What one step of background work came to.
 *
 * @param last whether its phase is through
 * @param bytes read and written
 */
record CleaningStep(boolean last, long bytes) {}
