package io.deliverytracking.broker.simulation;

import io.deliverytracking.broker.group.GroupConfig;
import io.deliverytracking.broker.replication.Partition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.CreatePartitionsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.message.DeleteRecordsResponseData;
import org.apache.kafka.common.message.DeleteRecordsResponseData.DeleteRecordsPartitionResult;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Does what clients and operators do, one request after the other, and takes down in a {@link ClusterModel} what it was
 * told.
 *
 * <p>A producer behaves as Kafka's does: what was not answered is sent again, with its sequence, before anything else.
 *
 * <p>Failure: an error that the state of the disk does not {@linkplain Excuse excuse} is an {@link AssertionError}. A
 * broker that has ended is started again by the next call.
 */
public final class ScriptedClient {

    private final SimulatedBroker broker;
    private final ClusterModel model;
    private final GroupClient groups;
    private final Map<String, IdempotentProducer> producers = new LinkedHashMap<>();
    private Excuse excuse = Excuse.NONE;
    private int batches;

    ScriptedClient(SimulatedBroker broker, ClusterModel model) {
        this.broker = broker;
        this.model = model;
        this.groups = new GroupClient(this, broker, model.commits());
    }

    /** What may fail from now on. */
    void excuse(Excuse newExcuse) {
        excuse = newExcuse;
    }

    // ---- the broker ----------------------------------------------------------------------------------------------

    /** Has the broker run, if it can. */
    boolean ensureRunning() {
        if (broker.isRunning()) {
            return true;
        }
        Throwable failure = broker.start();
        if (failure != null) {
            if (!excuse.ofCluster()) {
                throw new AssertionError("the broker does not start: " + failure, failure);
            }
            return false;
        }
        model.onStarted(broker.node().clusterId());
        model.adopt(broker.node());
        groups.adopt();
        rest();
        return true;
    }

    /** Stops the broker cleanly; the next call starts it. */
    public void stop() {
        if (!ensureRunning()) {
            return;
        }
        RuntimeException failure = broker.shutDown();
        if (failure != null && !excuse.ofCluster()) {
            throw new AssertionError("the broker does not stop: " + failure, failure);
        }
        if (excuse.isNone()) {
            model.onForced();
        }
    }

    /** Kills the broker's process; the next call starts another. */
    public void kill() {
        broker.kill();
    }

    /** Lets time pass. */
    public void advance(long ms) {
        if (ensureRunning()) {
            broker.advance(ms);
            rest();
        }
    }

    /** Nothing is under way: what the broker believes now has to be true after any crash. */
    void rest() {
        if (broker.isRunning()) {
            model.observe(broker.node(), true);
        }
    }

    // ---- topics --------------------------------------------------------------------------------------------------

    /** Creates a topic; {@code configs} are names and values in turn. */
    public void createTopic(String name, int partitions, String... configs) {
        if (!ensureRunning()) {
            return;
        }
        Map<String, String> properties = new TreeMap<>();
        for (int i = 0; i < configs.length; i += 2) {
            properties.put(configs[i], configs[i + 1]);
        }
        TopicModel topic = TopicModel.created(name, partitions, new TreeMap<>(properties));
        model.onTopicAsked(topic);
        CreateTopicsResponseData answer = broker.ask(
                ApiKeys.CREATE_TOPICS,
                7,
                Requests.createTopic(name, partitions, properties),
                CreateTopicsResponseData.class);
        CreatableTopicResult result = answer == null ? null : answer.topics().find(name);
        if (changed(result == null ? null : result.errorCode(), "create topic " + name) && result != null) {
            Uuid id = result.topicId();
            model.onTopicAsked(topic.withId(id));
            model.onChanged();
        }
        rest();
    }

    /** Deletes a topic. */
    public void deleteTopic(String name) {
        if (!ensureRunning() || model.topic(name) == null) {
            return;
        }
        model.onDeletionAsked(name);
        DeleteTopicsResponseData answer =
                broker.ask(ApiKeys.DELETE_TOPICS, 5, Requests.deleteTopic(name), DeleteTopicsResponseData.class);
        Short code = answer == null ? null : answer.responses().find(name).errorCode();
        if (changed(code, "delete topic " + name)) {
            model.onChanged();
            groups.onTopicDeleted(name);
        }
        rest();
    }

    /** Adds partitions until there are {@code count}. */
    public void addPartitions(String topic, int count) {
        TopicModel before = ensureRunning() ? model.topic(topic) : null;
        if (before == null) {
            return;
        }
        model.onTopicAsked(before.withPartitions(count));
        CreatePartitionsResponseData answer = broker.ask(
                ApiKeys.CREATE_PARTITIONS,
                3,
                Requests.createPartitions(topic, count),
                CreatePartitionsResponseData.class);
        Short code = answer == null ? null : answer.results().get(0).errorCode();
        if (changed(code, "add partitions to " + topic)) {
            model.onChanged();
        }
        rest();
    }

    /** Sets a property of a topic. */
    public void setConfig(String topic, String key, String value) {
        TopicModel before = ensureRunning() ? model.topic(topic) : null;
        if (before == null) {
            return;
        }
        model.onTopicAsked(before.withConfig(key, value));
        IncrementalAlterConfigsResponseData answer = broker.ask(
                ApiKeys.INCREMENTAL_ALTER_CONFIGS,
                1,
                Requests.setConfig(topic, key, value),
                IncrementalAlterConfigsResponseData.class);
        Short code = answer == null ? null : answer.responses().get(0).errorCode();
        if (changed(code, "set " + key + " of " + topic)) {
            model.onChanged();
        }
        rest();
    }

    private boolean changed(@Nullable Short code, String what) {
        if (code != null && code == Errors.NONE.code()) {
            return true;
        }
        if (!excuse.ofCluster()) {
            throw new AssertionError(what + ": " + (code == null ? "no answer" : Errors.forCode(code)));
        }
        return false;
    }

    // ---- records -------------------------------------------------------------------------------------------------

    /** Produces a batch without idempotence. */
    public void produce(String topic, int partition, int records, int valueBytes, Compression compression) {
        PartitionModel to = ensureRunning() ? find(topic, partition) : null;
        if (to != null) {
            Batch batch = Batch.of(nextName(), records, valueBytes, nowMs(), compression, -1, (short) -1, -1);
            to.onSent(batch);
            send(topic, partition, to, batch);
            rest();
        }
    }

    /** Produces a batch as {@code producer}, which gets an id the first time. */
    public void produceAs(String producer, String topic, int partition, int records, Compression compression) {
        if (!ensureRunning()) {
            return;
        }
        IdempotentProducer known = producers.get(producer);
        if (known == null) {
            known = newProducer();
            if (known == null) {
                return;
            }
            producers.put(producer, known);
        }
        PartitionModel to = find(topic, partition);
        if (to == null) {
            return;
        }
        Batch again = known.unanswered(topic, partition);
        if (again != null && !send(topic, partition, to, again)) {
            return;
        }
        known.onAnswered(topic, partition);
        Batch batch = known.next(nextName(), topic, partition, records, nowMs(), compression);
        to.onSent(batch);
        if (send(topic, partition, to, batch)) {
            known.onAnswered(topic, partition);
        }
        rest();
    }

    /** Sends the last batch of {@code producer} once more, as after an answer that got lost. */
    public void repeatAs(String producer, String topic, int partition) {
        IdempotentProducer known = ensureRunning() ? producers.get(producer) : null;
        PartitionModel to = find(topic, partition);
        Batch last = known == null ? null : known.last(topic, partition);
        if (to != null && last != null) {
            send(topic, partition, to, last);
        }
    }

    private @Nullable IdempotentProducer newProducer() {
        InitProducerIdResponseData answer = broker.ask(
                ApiKeys.INIT_PRODUCER_ID,
                4,
                new InitProducerIdRequestData().setTransactionalId(null),
                InitProducerIdResponseData.class);
        if (!changed(answer == null ? null : answer.errorCode(), "get a producer id") || answer == null) {
            return null;
        }
        model.onProducerId(answer.producerId());
        return new IdempotentProducer(answer.producerId(), answer.producerEpoch());
    }

    private boolean send(String topic, int partition, PartitionModel to, Batch batch) {
        ProduceResponseData answer =
                broker.ask(ApiKeys.PRODUCE, 9, Requests.produce(topic, partition, batch), ProduceResponseData.class);
        PartitionProduceResponse result = answer == null
                ? null
                : answer.responses().iterator().next().partitionResponses().get(0);
        if (result != null && result.errorCode() == Errors.NONE.code()) {
            to.onAcknowledged(batch, result.baseOffset());
            TopicModel known = model.topic(topic);
            if (known != null && "1".equals(known.configs().get("flush.messages"))) {
                to.onForced();
            }
            return true;
        }
        check(topic, partition, result == null ? null : Errors.forCode(result.errorCode()), "produce " + batch.name());
        return false;
    }

    /** Deletes the records below {@code offset}. */
    public void deleteRecords(String topic, int partition, long offset) {
        PartitionModel of = ensureRunning() ? find(topic, partition) : null;
        if (of == null || offset > of.endOffset()) {
            return;
        }
        DeleteRecordsResponseData answer = broker.ask(
                ApiKeys.DELETE_RECORDS,
                2,
                Requests.deleteRecords(topic, partition, offset),
                DeleteRecordsResponseData.class);
        DeleteRecordsPartitionResult result =
                answer == null ? null : answer.topics().find(topic).partitions().find(partition);
        if (result != null && result.errorCode() == Errors.NONE.code()) {
            of.onDeleted(result.lowWatermark());
        } else if (!excuse.ofCluster()) {
            check(
                    topic,
                    partition,
                    result == null ? null : Errors.forCode(result.errorCode()),
                    "delete records below " + offset);
        }
        rest();
    }

    // ---- groups --------------------------------------------------------------------------------------------------

    /** Commits for a group without members. */
    public void commit(String group, String topic, int partition, long offset) {
        if (ensureRunning()) {
            groups.commit(group, topic, partition, offset);
            rest();
        }
    }

    /** Joins a group, commits as its member, and leaves, or is gone without leaving. */
    public void consume(String group, String topic, int partition, long offset, boolean leaves) {
        if (ensureRunning()) {
            groups.consume(group, topic, partition, offset, leaves);
            rest();
        }
    }

    /** The same in the consumer protocol. */
    public void consumeAssigned(String group, String topic, int partition, long offset, boolean leaves) {
        if (ensureRunning()) {
            groups.consumeAssigned(group, topic, partition, offset, leaves);
            rest();
        }
    }

    /** A member of the classic protocol; one of the other joins it, commits and leaves; then it leaves, too. */
    public void migrate(String group, String topic, int partition, long offset) {
        if (ensureRunning()) {
            groups.migrate(group, topic, partition, offset);
            rest();
        }
    }

    // ---- for all of them -----------------------------------------------------------------------------------------

    /** Throws unless the state of the disk excuses this failure. */
    void check(String topic, int partition, @Nullable Errors error, String what) {
        if (!excuse.ofPartition(topic, partition) && !(error == null && excuse.ofCluster())) {
            throw new AssertionError(
                    what + " in " + topic + "-" + partition + ": " + (error == null ? "no answer" : error.toString()));
        }
    }

    /** The offset behind the last record of {@code __consumer_offsets}, as the broker has it now. */
    long offsetsLogEnd() {
        Partition partition = broker.isRunning() ? broker.node().partitions().find(GroupConfig.OFFSETS_TOPIC, 0) : null;
        return partition == null ? Long.MAX_VALUE : partition.log().logEndOffset();
    }

    private @Nullable PartitionModel find(String topic, int partition) {
        TopicModel known = model.topic(topic);
        return known == null || partition >= known.partitions().size()
                ? null
                : known.partitions().get(partition);
    }

    private String nextName() {
        return "batch-" + ++batches;
    }

    private long nowMs() {
        return broker.lane().wallClockMs();
    }
}
