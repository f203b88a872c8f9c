package io.deliverytracking.labs.stage;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.broker.LabBroker;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What a lesson speaks through, and where it finds its broker.
 *
 * <p>Threading: a lesson runs on one thread; {@link #happened} may be called by any.
 *
 * <p>Ownership: the topics and groups that the lesson made, deleted by {@link #close()}, and the admin client. The
 * broker is the caller's.
 */
public final class Stage implements AutoCloseable {

    /** Long enough for a slow machine and Apache Kafka's own three seconds before a new group begins. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long LOOK_MS = 10;

    private final LabBroker broker;
    private final Narrator narrator;
    private final Pace pace;
    private final String run;
    private final Runnable beforeAction;
    private final Admin admin;
    private final Map<String, String> topics = new LinkedHashMap<>();
    private final Set<String> groups = new LinkedHashSet<>();
    private final long startNs = System.nanoTime();
    private int actions;

    /**
     * @param run          goes into the names of topics and groups, so that two runs on one broker don't meet; may be
     *                     empty
     * @param beforeAction runs before each action, for who wants to go step by step
     */
    public Stage(LabBroker broker, Narrator narrator, Pace pace, String run, Runnable beforeAction) {
        this.broker = broker;
        this.narrator = narrator;
        this.pace = pace;
        this.run = run;
        this.beforeAction = beforeAction;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
    }

    /**
     * Runs {@code lesson} from its question to its answer.
     *
     * @throws LessonFailure when a claim of it does not hold
     * @throws LessonLeftOut when something that it needs is missing
     */
    public void play(Lesson lesson) throws Exception {
        narrator.begins(lesson, broker.bootstrapServers());
        try {
            lesson.teach(this);
        } catch (LessonFailure e) {
            synchronized (this) {
                narrator.fails(lesson, String.valueOf(e.getMessage()));
            }
            throw e;
        } catch (LessonLeftOut e) {
            synchronized (this) {
                narrator.leftOut(lesson, String.valueOf(e.getMessage()));
            }
            throw e;
        }
        synchronized (this) {
            narrator.ends(lesson, new Placeholders(broker.bootstrapServers(), topics));
        }
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public LabBroker broker() {
        return broker;
    }

    public Pace pace() {
        return pace;
    }

    public Admin admin() {
        return admin;
    }

    /** Makes a topic that the lesson calls {@code name}; returns what the broker calls it. */
    public String topic(String name, int partitions) throws InterruptedException {
        return topic(name, partitions, Map.of());
    }

    /** Makes a topic with settings of its own. */
    public String topic(String name, int partitions, Map<String, String> configs) throws InterruptedException {
        String topic = unique(name);
        NewTopic wanted =
                new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(new HashMap<>(configs));
        get(admin.createTopics(List.of(wanted)).all().toCompletionStage().toCompletableFuture());
        topics.put(name, topic);
        awaitLeaders(topic, partitions);
        return topic;
    }

    /**
     * Returns when every partition's leader answers. Apache Kafka says that a topic is there before its broker leads it;
     * of the first batches of a producer one may be refused then and the next one taken, after which the first is out of
     * sequence for good.
     */
    private void awaitLeaders(String topic, int partitions) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> all = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            all.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        await("the broker to know " + topic, () -> isLed(all));
    }

    /** For a moment Apache Kafka may not know a topic that it has just made. */
    private boolean isLed(Map<TopicPartition, OffsetSpec> partitions) {
        try {
            admin.listOffsets(partitions).all().get();
            return true;
        } catch (InterruptedException e) {
            // Whoever waits is told by its next sleep.
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw new LessonFailure("the broker refused: " + e.getCause());
        }
    }

    /** What the broker calls the topic that the lesson made as {@code name}. */
    public String topicNamed(String name) {
        String topic = topics.get(name);
        if (topic == null) {
            throw new IllegalArgumentException("this lesson has made no topic '" + name + "'");
        }
        return topic;
    }

    /** The name of a group that the lesson calls {@code name}. */
    public String group(String name) {
        String group = unique(name);
        groups.add(group);
        return group;
    }

    private String unique(String name) {
        return run.isEmpty() ? "lab-" + name : "lab-" + name + "-" + run;
    }

    // ---- telling ---------------------------------------------------------------------------------------------------

    /** Says what the lesson does next. */
    public void action(String text) {
        beforeAction.run();
        synchronized (this) {
            narrator.action(++actions, text);
        }
    }

    public synchronized void remark(String text) {
        narrator.remark(text);
    }

    /** Puts into the timeline what happened to client {@code who}. */
    public synchronized void happened(String who, String what) {
        narrator.happened(elapsedMs(), who, what);
    }

    public synchronized void show(Table table) {
        narrator.table(table);
    }

    /**
     * Says what follows from what was seen.
     *
     * @param claim    what the lesson teaches, one sentence
     * @param holds    whether what was seen bears it out
     * @param observed the figures that decide it
     * @throws LessonFailure if not
     */
    public synchronized void proves(String claim, boolean holds, String observed) {
        narrator.evidence(claim, observed, holds);
        if (!holds) {
            throw new LessonFailure("NOT so on this broker: " + claim + " Seen: " + observed);
        }
    }

    /** Milliseconds since the lesson began. */
    public long elapsedMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
    }

    /** Waits until {@code condition} holds, for a minute at most. */
    public void await(String what, BooleanSupplier condition) throws InterruptedException {
        await(what, PATIENCE, condition);
    }

    /**
     * Waits until {@code condition} holds.
     *
     * @param what completes the sentence "waited for …"
     * @throws LessonFailure if it does not within {@code patience}
     */
    public void await(String what, Duration patience, BooleanSupplier condition) throws InterruptedException {
        long deadlineNs = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadlineNs) {
                throw new LessonFailure("waited " + patience.toSeconds() + " s for " + what + ", in vain");
            }
            Thread.sleep(LOOK_MS);
        }
    }

    /** Deletes what the lesson made, as far as the broker still answers. */
    @Override
    public void close() {
        try {
            if (broker.outlivesTheLesson()) {
                admin.deleteTopics(topics.values()).all().get(10, TimeUnit.SECONDS);
                admin.deleteConsumerGroups(groups).all().get(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // A group that was never used is not there to be deleted; what else stays is named after the lab.
            narrator.remark("Left on the broker: " + topics.values() + " (" + e.getMessage() + ")");
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private static <T> T get(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new LessonFailure("the broker refused: " + e.getCause());
        }
    }
}
