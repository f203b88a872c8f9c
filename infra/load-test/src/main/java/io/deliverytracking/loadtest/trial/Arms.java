package io.deliverytracking.loadtest.trial;

import io.deliverytracking.events.Topics;
import io.deliverytracking.loadtest.application.ApplicationSettings;
import io.deliverytracking.loadtest.application.way.WayOfWriting;
import io.deliverytracking.loadtest.application.way.WayOfWriting.Acknowledge;
import io.deliverytracking.loadtest.lab.Pipeline;
import io.deliverytracking.loadtest.result.Arm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All arms that there are, in the order of a report. Stateless. */
public final class Arms {

    public static final String IDLE = "idle";
    public static final String DISCARD = "discard";
    public static final String LOG = "log-copy";

    /** As {@link #LOG}, and the writer gives way to the foreground. */
    public static final String YIELDING_LOG = "log-copy-foreground-first";

    private static final long QUEUE_BYTES = ApplicationSettings.DEFAULT_QUEUE_BYTES;

    /** Longer than a row takes and shorter than anybody notices; a batch that is full goes at once. */
    private static final int GATHER_MS = 20;

    private static final int BATCH_ROWS = 1_000;
    private static final int BATCH_POOL = 4;
    private static final int LINGER_MS = 5;
    private static final String STRATEGY = "delivery.ingest.strategy";
    private static final String POLICY = "delivery.ingest.policy";

    private Arms() {}

    public static List<ArmSetup> all() {
        return List.of(
                idle(),
                log(
                        DISCARD,
                        "Control: discarded",
                        Arm.Kind.DISCARD,
                        "The whole pipeline, and a writer that reads and decodes every event and stores nothing: what the shared"
                                + " processor alone costs the foreground.",
                        Map.of(STRATEGY, "discard"),
                        Map.of()),
                directRow("direct-row-16", 16, true, QUEUE_BYTES),
                directRow("direct-row-64", 64, true, QUEUE_BYTES),
                directRow("direct-row-64-async", 64, false, QUEUE_BYTES),
                directRow("direct-row-64-unbounded", 64, true, 0),
                direct(
                        "direct-hibernate",
                        "Direct, Hibernate Reactive",
                        "Each event is persisted as an entity in a transaction of its own, as a reactive application writes it.",
                        new WayOfWriting.DirectHibernate(16),
                        true,
                        QUEUE_BYTES,
                        Map.of("pool", "16")),
                directBatch("direct-batch", Acknowledge.AFTER_COMMIT, "acknowledged when its batch is committed"),
                directBatch(
                        "direct-batch-early",
                        Acknowledge.BEFORE_COMMIT,
                        "acknowledged as soon as it is in memory, so that a batch is lost when the application dies"),
                strategy(LOG, "copy", "COPY in binary form"),
                log(
                        YIELDING_LOG,
                        "Log, then COPY, foreground first",
                        Arm.Kind.LOG,
                        "As log-copy, but the writer slows down as soon as the database's other users feel it, and lets events wait"
                                + " in the log.",
                        Map.of(STRATEGY, "copy", POLICY, "foreground-first"),
                        Map.of()),
                log(
                        "log-copy-async",
                        "Log, then COPY, synchronous_commit off",
                        Arm.Kind.LOG,
                        "As log-copy, but the writer's commits do not wait for the disk: a crash takes the last rows and their"
                                + " offsets together, and the writer reads them from the log again.",
                        Map.of(STRATEGY, "copy", "delivery.ingest.synchronous-commit", "false"),
                        Map.of()),
                log(
                        "log-copy-fsync",
                        "Log with fsync, then COPY",
                        Arm.Kind.LOG,
                        "As log-copy, but the broker forces each append to disk before it acknowledges: the durability of a direct"
                                + " commit.",
                        Map.of(STRATEGY, "copy"),
                        Map.of("flush.messages", "1")),
                strategy("log-unnest", "unnest", "INSERT ... SELECT from arrays"),
                strategy("log-jdbc-batch", "jdbc-batch", "JDBC batches, rewritten to INSERTs of many rows"),
                strategy("log-row", "row", "an INSERT a row, a transaction a batch"),
                strategy("log-hibernate", "hibernate-reactive", "Hibernate Reactive's insertAll"));
    }

    /** @throws IllegalArgumentException for a name that there is not, with those that there are */
    public static ArmSetup byName(String name) {
        return all().stream()
                .filter(arm -> arm.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no arm '" + name + "'; there are "
                        + String.join(", ", all().stream().map(ArmSetup::name).toList())));
    }

    private static ArmSetup idle() {
        return new ArmSetup(
                new Arm(
                        IDLE,
                        "Control: nothing written",
                        Arm.Kind.IDLE,
                        "The foreground is alone with the database.",
                        Map.of()),
                Optional.empty(),
                0,
                true,
                Optional.empty());
    }

    private static ArmSetup directRow(String name, int pool, boolean synchronousCommit, long queueBytes) {
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put("pool", Integer.toString(pool));
        configuration.put("synchronous_commit", synchronousCommit ? "on" : "off");
        String title = "Direct, row by row, " + pool + " connections"
                + (synchronousCommit ? "" : ", synchronous_commit off")
                + (queueBytes == 0 ? ", unbounded queue" : "");
        return direct(
                name,
                title,
                "Each event is an INSERT in a transaction of its own"
                        + (synchronousCommit
                                ? "."
                                : ", whose commit does not wait for the disk: the last ones are lost in a crash."),
                new WayOfWriting.DirectRow(pool),
                synchronousCommit,
                queueBytes,
                configuration);
    }

    private static ArmSetup directBatch(String name, Acknowledge acknowledge, String when) {
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put("pool", Integer.toString(BATCH_POOL));
        configuration.put("rows", Integer.toString(BATCH_ROWS));
        configuration.put("gather", GATHER_MS + " ms");
        configuration.put(
                "acknowledged", acknowledge == Acknowledge.AFTER_COMMIT ? "after its commit" : "before its commit");
        return direct(
                name,
                acknowledge == Acknowledge.AFTER_COMMIT ? "Direct, batched" : "Direct, batched, acknowledged early",
                "The application gathers events in memory and writes them by JDBC in batches; an event is " + when
                        + ".",
                new WayOfWriting.DirectBatch(BATCH_POOL, BATCH_ROWS, GATHER_MS, acknowledge),
                true,
                QUEUE_BYTES,
                configuration);
    }

    private static ArmSetup direct(
            String name,
            String title,
            String description,
            WayOfWriting way,
            boolean synchronousCommit,
            long queueBytes,
            Map<String, String> configuration) {
        Map<String, String> whole = new LinkedHashMap<>(configuration);
        whole.put("queue", queueBytes == 0 ? "unbounded" : (queueBytes >> 20) + " MiB");
        return new ArmSetup(
                new Arm(name, title, Arm.Kind.DIRECT, description, whole),
                Optional.of(way),
                queueBytes,
                synchronousCommit,
                Optional.empty());
    }

    private static ArmSetup strategy(String name, String strategy, String how) {
        return log(
                name,
                "Log, then " + how,
                Arm.Kind.LOG,
                "The application sends to the log, acknowledged as Kafka does by default; the writer stores by " + how
                        + ", rows and offsets in one transaction.",
                Map.of(STRATEGY, strategy),
                Map.of());
    }

    private static ArmSetup log(
            String name,
            String title,
            Arm.Kind kind,
            String description,
            Map<String, String> writer,
            Map<String, String> topic) {
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put("acks", "all");
        configuration.put("linger.ms", Integer.toString(LINGER_MS));
        configuration.put("buffer.memory", (QUEUE_BYTES >> 20) + " MiB");
        configuration.putAll(writer);
        configuration.putAll(topic);
        return new ArmSetup(
                new Arm(name, title, kind, description, configuration),
                Optional.of(new WayOfWriting.Log(Topics.DELIVERY_LOCATION_UPDATES, "all", LINGER_MS)),
                QUEUE_BYTES,
                true,
                Optional.of(new Pipeline.Settings(Map.of(), topic, writer)));
    }
}
