package io.deliverytracking.labs.broker;

/** The broker that lessons run on. */
public interface LabBroker extends AutoCloseable {

    String bootstrapServers();

    /** Whether it is somebody's, who wants to find it as it was. */
    boolean outlivesTheLesson();

    @Override
    void close();
}
