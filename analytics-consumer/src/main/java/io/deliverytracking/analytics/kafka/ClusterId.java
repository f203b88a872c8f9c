package io.deliverytracking.analytics.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * The id of the Kafka cluster: offsets and windows of one cluster mean nothing in another.
 *
 * <p>Threading: any thread but an event loop; blocks for one request.
 */
final class ClusterId implements Supplier<String> {

    private final Admin admin;
    private final Duration timeout;

    ClusterId(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    @Override
    public String get() {
        try {
            return admin.describeCluster().clusterId().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking for the cluster's id", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("cannot find the cluster's id", e);
        }
    }
}
