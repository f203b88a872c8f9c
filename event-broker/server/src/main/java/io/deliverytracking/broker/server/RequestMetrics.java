package io.deliverytracking.broker.server;

import java.util.Arrays;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * What happened to the requests of one API: how many, how long from the frame's last byte to the response's handing
 * over to the socket.
 *
 * <p>Durations are kept in buckets that double from 16 µs; enough to tell a healthy p99 from a sick one, and one
 * increment a request.
 *
 * <p>Threading: confined to the lane; {@link #snapshot()} is immutable and may leave it.
 */
final class RequestMetrics {

    /** 16 µs, 32 µs, ... 2^21 * 16 µs = 33 s; the last bucket takes the rest. */
    private static final int BUCKETS = 23;

    private static final int FIRST_BUCKET_SHIFT = 14;

    private final ApiKeys apiKey;
    private final long[] buckets = new long[BUCKETS];
    private long totalNs;
    private long requestBytes;
    private long responseBytes;

    RequestMetrics(ApiKeys apiKey) {
        this.apiKey = apiKey;
    }

    void onAnswered(long durationNs, int requestSizeBytes, int responseSizeBytes) {
        int bucket = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(durationNs >> FIRST_BUCKET_SHIFT));
        buckets[Math.min(bucket, BUCKETS - 1)]++;
        totalNs += durationNs;
        requestBytes += requestSizeBytes;
        responseBytes += responseSizeBytes;
    }

    ServerMetrics.Api snapshot() {
        return new ServerMetrics.Api(
                apiKey.name, Arrays.stream(buckets).boxed().toList(), totalNs, requestBytes, responseBytes);
    }

    /** The upper bound of a bucket in nanoseconds; the last one's is {@link Long#MAX_VALUE}. */
    static long bucketUpperBoundNs(int bucket) {
        return bucket == BUCKETS - 1 ? Long.MAX_VALUE : 1L << (FIRST_BUCKET_SHIFT + bucket);
    }
}
