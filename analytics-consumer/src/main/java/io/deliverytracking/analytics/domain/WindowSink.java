package io.deliverytracking.analytics.domain;

/** Takes the results, on the reader's thread, in the order of their ends; of one end the shortest first. */
@FunctionalInterface
public interface WindowSink {

    void closed(WindowResult window);
}
