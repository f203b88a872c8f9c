package io.deliverytracking.broker.server;

import java.util.List;

/**
 * The network's numbers at one moment, for metrics and inspection.
 *
 * @param connections open connections
 * @param connectionsAccepted since the start
 * @param connectionsRefused for one of the connection limits
 * @param invalidRequests connections closed because of what they sent
 * @param failedRequests connections closed because of a fault of ours, each with an error in the log
 * @param inFlightBytes bytes of requests received and not yet answered
 * @param bytesIn since the start, frame lengths included
 * @param bytesOut since the start, frame lengths included
 * @param apis one entry for each API that was used
 */
public record ServerMetrics(
        int connections,
        long connectionsAccepted,
        long connectionsRefused,
        long invalidRequests,
        long failedRequests,
        long inFlightBytes,
        long bytesIn,
        long bytesOut,
        List<Api> apis) {

    /**
     * The requests of one API.
     *
     * @param api Kafka's name, e.g. {@code Produce}
     * @param durationBuckets requests by duration: up to 16 µs, up to 32 µs, doubling; see {@link #upperBoundNs}
     * @param totalNs the sum of all durations
     */
    public record Api(String api, List<Long> durationBuckets, long totalNs, long requestBytes, long responseBytes) {

        /** How many requests were answered. */
        public long requests() {
            long requests = 0;
            for (long count : durationBuckets) {
                requests += count;
            }
            return requests;
        }

        /** The upper bound of a bucket in nanoseconds; {@link Long#MAX_VALUE} for the last. */
        public long upperBoundNs(int bucket) {
            return RequestMetrics.bucketUpperBoundNs(bucket);
        }
    }
}
