package io.deliverytracking.broker.benchmark.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes and deletes topics with the official admin client. Confined to one thread. */
public final class Topics implements AutoCloseable {

    private static final long PATIENCE_S = 120;
    private static final long ASK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Admin admin;

    public Topics(String bootstrapServers) {
        admin = Admin.create(Clients.admin(bootstrapServers));
    }

    /** Makes a topic and waits until every partition of it takes records. */
    public void create(String topic, int partitions) throws LoadException {
        await(
                admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                        .all(),
                "create " + topic);
        awaitServed(topic, partitions);
    }

    /**
     * Waits until every partition answers for its offsets.
     *
     * <p>Apache Kafka knows a topic, new or after a start, before its partitions take records. An idempotent producer that begins
     * between the two has its first batch refused and its second one taken, and from then on repeats the first in vain until it
     * expires (KAFKA-14359). For a moment it may not know a topic that it has just made, either.
     */
    public void awaitServed(String topic, int partitions) throws LoadException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (true) {
            try {
                await(admin.listOffsets(ends).all(), "serve all partitions of " + topic);
                return;
            } catch (LoadException e) {
                if (!isUnknownTopic(e) || System.nanoTime() > deadlineNs) {
                    throw e;
                }
                LockSupport.parkNanos(ASK_AGAIN_NS);
            }
        }
    }

    private static boolean isUnknownTopic(LoadException e) {
        return e.getCause() instanceof ExecutionException refused
                && refused.getCause() instanceof UnknownTopicOrPartitionException;
    }

    /** Deletes a topic, so that the next load finds the disk as this one did. */
    public void delete(String topic) throws LoadException {
        await(admin.deleteTopics(List.of(topic)).all(), "delete " + topic);
    }

    private static void await(KafkaFuture<?> answer, String what) throws LoadException {
        try {
            answer.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new LoadException("the broker does not " + what + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
