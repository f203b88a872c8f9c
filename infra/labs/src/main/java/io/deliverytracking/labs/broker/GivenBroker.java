package io.deliverytracking.labs.broker;

/** A broker, or a cluster, that was named on the command line; lessons clean up behind them. */
public record GivenBroker(String bootstrapServers) implements LabBroker {

    @Override
    public boolean outlivesTheLesson() {
        return true;
    }

    @Override
    public void close() {
        // It is not ours.
    }
}
