package io.deliverytracking.broker.benchmark.result;

/**
 * What one round measured of both brokers, one right after the other.
 *
 * @param ours   of event-broker, in the row's unit
 * @param theirs of Apache Kafka, above 0
 */
public record Pair(double ours, double theirs) {

    public Pair {
        if (!(ours >= 0) || !(theirs > 0)) {
            throw new IllegalArgumentException("no ratio can be made of " + ours + " and " + theirs);
        }
    }

    /** Ours in parts of theirs. */
    public double ratio() {
        return ours / theirs;
    }
}
