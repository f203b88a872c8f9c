package io.deliverytracking.labs.stage;

/**
 * How long lessons let things take.
 *
 * @param sessionTimeoutMs    after which a silent member of a group counts as dead, in milliseconds; the broker's
 *                            {@code group.min.session.timeout.ms} must allow it (Apache Kafka's default: 6,000)
 * @param heartbeatIntervalMs between two signs of life of a member, in milliseconds; at most a third of that
 * @param measuringMs         how long a lesson that measures a rate does so, in milliseconds, each time
 */
public record Pace(int sessionTimeoutMs, int heartbeatIntervalMs, int measuringMs) {

    /** What any broker with Apache Kafka's defaults allows. */
    public static final Pace USUAL = new Pace(6_000, 1_000, 3_000);

    /** For a broker that was told to allow short sessions. */
    public static final Pace QUICK = new Pace(1_500, 300, 3_000);

    public Pace {
        if (heartbeatIntervalMs < 1 || heartbeatIntervalMs > sessionTimeoutMs / 3) {
            throw new IllegalArgumentException("a heartbeat each " + heartbeatIntervalMs
                    + " ms does not fit into a session of " + sessionTimeoutMs + " ms three times");
        }
        if (measuringMs < 1) {
            throw new IllegalArgumentException("nothing can be measured in " + measuringMs + " ms");
        }
    }

    /** The same, but for how long a rate is measured. */
    public Pace measuringFor(int forMs) {
        return new Pace(sessionTimeoutMs, heartbeatIntervalMs, forMs);
    }
}
