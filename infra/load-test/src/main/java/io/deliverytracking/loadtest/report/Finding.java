package io.deliverytracking.loadtest.report;

/**
 * What the run says about a question, in its own numbers.
 *
 * @param sentence for everybody
 * @param smallPrint what a sceptic asks next; may be empty
 */
record Finding(String sentence, String smallPrint) {}
