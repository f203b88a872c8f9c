package io.deliverytracking.broker.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.compress.Compression;

/**
 * A script that has a broker write everything that it ever writes: every kind of file is made, appended to, forced,
 * replaced, renamed and deleted.
 *
 * <p>Each step stands for itself, so that more can be added; a step must leave nothing running that a later one would
 * wait for. It has to be short as well: each operation of the disk that it causes is a few more crashes to try.
 */
public final class Workload {

    /**
     * One thing after the other.
     *
     * @param name says in a failure where the script was
     * @param action what is done
     */
    public record Step(String name, Consumer<ScriptedClient> action) {}

    /** Topics of the script. */
    static final String RIDERS = "riders";

    static final String STRICT = "strict";
    static final String ORDERS = "orders";
    static final String DOOMED = "doomed";
    static final String COUNTS = "counts";

    private static final int SECOND = 1_000;
    private static final int MINUTE = 60 * SECOND;
    private static final int RECORDS = 3;
    private static final int VALUE_BYTES = 100;

    private final List<Step> steps = new ArrayList<>();

    /** Properties of the broker that plays the script: small files, so that each of them ends and begins often. */
    public static Map<String, String> brokerProperties() {
        return Map.of(
                "offsets.topic.num.partitions", "1",
                "offsets.log.smallest.records", "12",
                "group.initial.rebalance.delay.ms", "0",
                "metadata.log.max.record.bytes.between.snapshots", "900");
    }

    /** A short script of what the other one leaves out: groups of the consumer protocol, and compaction. */
    public static List<Step> groupsAndCompaction() {
        Workload workload = new Workload();
        workload.step("a topic", client -> client.createTopic(RIDERS, 2));
        workload.compactedTopic();
        workload.consumerGroups();
        workload.compaction();
        workload.step("a clean stop", ScriptedClient::stop);
        workload.compaction();
        workload.step("a kill", ScriptedClient::kill);
        workload.step("records and a commit after it", client -> {
            client.produce(COUNTS, 0, 1, VALUE_BYTES, Compression.NONE);
            client.consumeAssigned("next", RIDERS, 0, 9, true);
        });
        workload.step("a last start", client -> client.advance(SECOND));
        return List.copyOf(workload.steps);
    }

    private void compactedTopic() {
        step(
                "a topic that keeps the newest of a key",
                client -> client.createTopic(
                        COUNTS,
                        1,
                        "cleanup.policy",
                        "compact",
                        "min.cleanable.dirty.ratio",
                        "0.0",
                        "internal.segment.bytes",
                        "500",
                        "file.delete.delay.ms",
                        "1000"));
    }

    private void consumerGroups() {
        step(
                "a member of the consumer protocol that joins, commits and leaves",
                client -> client.consumeAssigned("next", RIDERS, 0, 2, true));
        step("one that is gone one day", client -> client.consumeAssigned("gone", RIDERS, 1, 7, false));
        step("a group that changes protocol and back", client -> client.migrate("moved", RIDERS, 0, 3));
        step("its session is over", client -> client.advance(MINUTE));
    }

    private void compaction() {
        step("one key again and again", client -> {
            for (int i = 0; i < 5; i++) {
                client.produce(COUNTS, 0, 1, VALUE_BYTES, Compression.NONE);
            }
        });
        step("compaction", client -> client.advance(20 * SECOND));
    }

    /** The whole script but for {@link #groupsAndCompaction}. */
    public static List<Step> steps() {
        Workload workload = new Workload();
        workload.topics();
        workload.records();
        workload.groups();
        workload.housekeeping();
        workload.restarts();
        workload.deletions();
        workload.end();
        return List.copyOf(workload.steps);
    }

    private void step(String name, Consumer<ScriptedClient> action) {
        steps.add(new Step(name, action));
    }

    private void topics() {
        step(
                "a topic with small segments",
                client -> client.createTopic(
                        RIDERS,
                        2,
                        "internal.segment.bytes",
                        "1300",
                        "index.interval.bytes",
                        "200",
                        "file.delete.delay.ms",
                        "1000"));
        step(
                "a topic whose appends are forced one by one",
                client -> client.createTopic(
                        STRICT,
                        1,
                        "flush.messages",
                        "1",
                        "internal.segment.bytes",
                        "900",
                        "index.interval.bytes",
                        "0"));
        step(
                "a topic with the broker's timestamps and an age of segments",
                client -> client.createTopic(
                        ORDERS,
                        1,
                        "message.timestamp.type",
                        "LogAppendTime",
                        "segment.ms",
                        "60000",
                        "flush.ms",
                        "1000",
                        "file.delete.delay.ms",
                        "1000"));
        step("a topic that will be deleted", client -> client.createTopic(DOOMED, 1));
    }

    private void records() {
        step("every compression", client -> {
            client.produce(RIDERS, 0, RECORDS, VALUE_BYTES, Compression.NONE);
            client.produce(RIDERS, 0, RECORDS, VALUE_BYTES, Compression.gzip().build());
            client.produce(RIDERS, 1, RECORDS, VALUE_BYTES, Compression.snappy().build());
            client.produce(RIDERS, 1, RECORDS, VALUE_BYTES, Compression.lz4().build());
            client.produce(RIDERS, 1, RECORDS, VALUE_BYTES, Compression.zstd().build());
        });
        step("two idempotent producers in turns", client -> {
            for (int i = 0; i < 3; i++) {
                client.produceAs("anna", RIDERS, 0, 2, Compression.NONE);
                client.produceAs("bert", RIDERS, 0, 1, Compression.lz4().build());
                client.produceAs("anna", STRICT, 0, 1, Compression.NONE);
            }
            client.repeatAs("anna", RIDERS, 0);
            client.repeatAs("bert", RIDERS, 0);
        });
        step("segments full", client -> {
            for (int i = 0; i < 4; i++) {
                client.produce(RIDERS, 1, RECORDS, 2 * VALUE_BYTES, Compression.NONE);
            }
        });
        step("forced one by one", client -> {
            for (int i = 0; i < 3; i++) {
                client.produce(STRICT, 0, 2, VALUE_BYTES, Compression.NONE);
            }
            client.produce(ORDERS, 0, RECORDS, VALUE_BYTES, Compression.NONE);
            client.produce(DOOMED, 0, RECORDS, VALUE_BYTES, Compression.NONE);
        });
    }

    private void groups() {
        step("commits of a group without members", client -> {
            client.commit("counters", RIDERS, 0, 3);
            client.commit("counters", RIDERS, 1, 5);
            client.commit("counters", DOOMED, 0, 1);
        });
        step("a member that joins, commits and leaves", client -> client.consume("map", RIDERS, 0, 4, true));
        step("a member that is gone one day", client -> client.consume("writers", RIDERS, 1, 6, false));
    }

    private void housekeeping() {
        step("flush after a second", client -> client.advance(2 * SECOND));
        step("delete records", client -> {
            client.deleteRecords(RIDERS, 1, 4);
            client.deleteRecords(RIDERS, 0, 7);
            client.advance(2 * SECOND);
        });
        step("change a configuration", client -> client.setConfig(ORDERS, "retention.ms", "120000"));
        step("add a partition", client -> {
            client.addPartitions(RIDERS, 3);
            client.produceAs("bert", RIDERS, 2, 2, Compression.NONE);
        });
        step("checkpoints, the session of a member that is gone, a segment that is old", client -> {
            client.advance(MINUTE + SECOND);
            client.produce(ORDERS, 0, 1, VALUE_BYTES, Compression.NONE);
        });
    }

    private void restarts() {
        step("a clean stop", ScriptedClient::stop);
        step("records after it", client -> {
            client.produceAs("anna", RIDERS, 0, 2, Compression.NONE);
            client.repeatAs("anna", RIDERS, 0);
            client.produceAs("bert", RIDERS, 2, 1, Compression.NONE);
            client.commit("counters", RIDERS, 0, 8);
        });
        step("a kill", ScriptedClient::kill);
        step("records after that", client -> {
            client.produceAs("anna", RIDERS, 0, 1, Compression.NONE);
            client.produceAs("anna", STRICT, 0, 1, Compression.NONE);
            client.produce(ORDERS, 0, 1, VALUE_BYTES, Compression.NONE);
            client.consume("map", RIDERS, 0, 9, true);
        });
    }

    private void deletions() {
        step("delete a topic", client -> {
            client.deleteTopic(DOOMED);
            client.advance(2 * SECOND);
        });
        step("make one of the same name", client -> {
            client.deleteTopic(ORDERS);
            client.createTopic(ORDERS, 1, "internal.segment.bytes", "600", "retention.ms", "120000");
            client.produce(ORDERS, 0, 2, VALUE_BYTES, Compression.NONE);
            client.produce(ORDERS, 0, 2, 2 * VALUE_BYTES, Compression.NONE);
        });
        step("commits until the offsets are said anew", client -> {
            for (int i = 10; i < 22; i++) {
                client.commit("counters", RIDERS, i % 2, i);
            }
        });
        step("retention", client -> client.advance(6 * MINUTE));
    }

    private void end() {
        step("records at the end", client -> {
            client.produce(ORDERS, 0, 1, VALUE_BYTES, Compression.NONE);
            client.produceAs("bert", RIDERS, 2, 1, Compression.NONE);
        });
        step("a last clean stop", ScriptedClient::stop);
        step("a last start", client -> client.advance(SECOND));
    }
}
