package io.deliverytracking.labs.clients;

import io.deliverytracking.labs.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of a group, polling in a thread of its own: it remembers what it got, and puts into the lesson's timeline
 * which partitions it was given and had to give back.
 *
 * <p>Threading: the consumer belongs to this object's thread; everything public may be called from any.
 *
 * <p>Ownership: the thread and the consumer, ended by {@link #close()} (it leaves the group) or {@link #crash()} (the
 * group hears nothing, and waits for the session to run out).
 */
public final class GroupMember implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final Stage stage;
    private final String name;
    private final KafkaConsumer<String, String> consumer;
    private final Thread thread;
    private final List<ConsumerRecord<String, String>> received = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger assignments = new AtomicInteger();
    private final AtomicInteger givenBack = new AtomicInteger();
    private volatile List<Integer> partitions = List.of();
    private volatile CloseOptions.GroupMembershipOperation farewell = CloseOptions.GroupMembershipOperation.LEAVE_GROUP;
    private volatile boolean ended;
    private volatile boolean silent;
    private volatile long changedAtMs;
    private volatile @Nullable RuntimeException failure;

    /**
     * Joins {@code group} and begins to read {@code topic} from its beginning.
     *
     * @param name       what the timeline calls it; also its client id, by which the classic assignors sort members
     * @param properties consumer properties beyond the usual ones
     */
    public static GroupMember join(Stage stage, String name, String group, String topic, Map<String, ?> properties) {
        GroupMember member = new GroupMember(stage, name, group, properties);
        member.consumer.subscribe(List.of(topic), member.new Telling());
        member.thread.start();
        return member;
    }

    private GroupMember(Stage stage, String name, String group, Map<String, ?> properties) {
        this.stage = stage;
        this.name = name;
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stage.bootstrapServers());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        if (!"consumer".equals(properties.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG))) {
            // By a heartbeat's answer a member learns of a rebalance; under KIP-848 the broker says how often.
            config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, stage.pace().heartbeatIntervalMs());
        }
        config.putAll(properties);
        this.consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
        this.thread = new Thread(this::run, "lab-consumer-" + name);
        thread.setDaemon(true);
    }

    private void run() {
        try {
            while (!ended) {
                for (ConsumerRecord<String, String> polled : consumer.poll(POLL)) {
                    received.add(polled);
                }
            }
        } catch (WakeupException e) {
            // close() asks for the end.
        } catch (RuntimeException e) {
            failure = e;
            tell("failed: " + e.getMessage());
        } finally {
            consumer.close(CloseOptions.groupMembershipOperation(farewell));
        }
    }

    public String name() {
        return name;
    }

    /** The partitions that it owns at the moment, in ascending order. */
    public List<Integer> partitions() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
        return partitions;
    }

    /** How often partitions, or none, were assigned to it. */
    public int assignments() {
        return assignments.get();
    }

    /** How many partitions it had to give back or lost, one counted as often as it happened. */
    public int givenBack() {
        return givenBack.get();
    }

    /** What it got so far, in the order in which it got it. */
    public List<ConsumerRecord<String, String>> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /**
     * When the timeline last had something of it (it was given partitions, gave some back, was killed), in milliseconds
     * since the lesson began.
     */
    public long changedAtMs() {
        return changedAtMs;
    }

    /** Puts nothing into the timeline any more. */
    public void fallSilent() {
        silent = true;
    }

    private void tell(String what) {
        if (!silent) {
            changedAtMs = stage.elapsedMs();
            stage.happened(name, what);
        }
    }

    /**
     * Stops without a word to the group, as a killed process would. What the client calls back while it is closed is not
     * told: a killed process has no such calls.
     */
    public void crash() throws InterruptedException {
        farewell = CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP;
        tell("is killed, and says nothing to the group");
        fallSilent();
        end();
    }

    /** Leaves the group. */
    @Override
    public void close() {
        try {
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() throws InterruptedException {
        ended = true;
        consumer.wakeup();
        thread.join(Duration.ofSeconds(30).toMillis());
    }

    /** Writes partitions as {@code 0, 3}; nothing as a dash. */
    public static String text(Collection<Integer> partitions) {
        return partitions.isEmpty()
                ? "-"
                : partitions.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private final class Telling implements ConsumerRebalanceListener {

        private final TreeSet<Integer> owned = new TreeSet<>();

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            assigned.forEach(partition -> owned.add(partition.partition()));
            // Told first: who waits for the partitions may go on as soon as they are there.
            tell(
                    assigned.isEmpty()
                            ? "is given nothing new; owns " + text(owned)
                            : "is given " + numbers(assigned) + "; owns " + text(owned));
            partitions = List.copyOf(owned);
            assignments.incrementAndGet();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            gone("gives back ", revoked);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            gone("has lost ", lost);
        }

        private void gone(String how, Collection<TopicPartition> gone) {
            gone.forEach(partition -> owned.remove(partition.partition()));
            tell(how + numbers(gone) + "; owns " + text(owned));
            partitions = List.copyOf(owned);
            givenBack.addAndGet(gone.size());
        }

        private String numbers(Collection<TopicPartition> of) {
            return text(of.stream().map(TopicPartition::partition).sorted().toList());
        }
    }
}
