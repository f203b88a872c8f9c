package io.deliverytracking.broker.server;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** A member of a group as an application has it: a thread that polls, commits what it read, and leaves at the end. */
final class GroupMemberThread implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private final Queue<String> values = new ConcurrentLinkedQueue<>();
    private volatile Set<Integer> assignment = Set.of();
    private volatile int assignments;
    private volatile boolean frozen;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Throwable failure;

    GroupMemberThread(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.thread = new Thread(() -> run(topic), "group-member");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(String topic) {
        try (consumer) {
            consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                    assignment = Set.of();
                }

                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    Set<Integer> now = new TreeSet<>();
                    consumer.assignment().forEach(partition -> now.add(partition.partition()));
                    // Counted first: who sees the assignment must find it counted.
                    assignments++;
                    assignment = now;
                }
            });
            while (closing.getCount() > 0) {
                consumer.poll(Duration.ofMillis(50)).forEach(record -> values.add(BrokerClients.text(record.value())));
                consumer.commitSync();
                if (frozen) {
                    closing.await();
                }
            }
        } catch (WakeupException e) {
            // Closed.
        } catch (RuntimeException | InterruptedException e) {
            failure = e;
        }
    }

    Set<Integer> assignment() {
        checkAlive();
        return assignment;
    }

    /** How often it was given an assignment. */
    int assignments() {
        checkAlive();
        return assignments;
    }

    private void checkAlive() {
        if (failure != null) {
            throw new AssertionError("the member failed", failure);
        }
    }

    Queue<String> values() {
        return values;
    }

    /** Polls no more, as a process that hangs; its heartbeats go on until {@code max.poll.interval.ms}. */
    void freeze() {
        frozen = true;
    }

    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        consumer.wakeup();
        thread.join(20_000);
    }
}
