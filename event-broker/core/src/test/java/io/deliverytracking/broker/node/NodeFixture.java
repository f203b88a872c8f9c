package io.deliverytracking.broker.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.group.GroupConfig;
import io.deliverytracking.broker.handler.ApiHandler;
import io.deliverytracking.broker.handler.Reply;
import io.deliverytracking.broker.handler.RequestContext;
import io.deliverytracking.broker.log.AppendOrigin;
import io.deliverytracking.broker.log.AppendResult;
import io.deliverytracking.broker.log.BatchReader;
import io.deliverytracking.broker.log.CleanedSegment;
import io.deliverytracking.broker.log.LogCompaction;
import io.deliverytracking.broker.log.PartitionLog;
import io.deliverytracking.broker.log.SealedSegment;
import io.deliverytracking.broker.log.SwapOutcome;
import io.deliverytracking.broker.log.compaction.CleanerConfig;
import io.deliverytracking.broker.log.scrub.ScrubConfig;
import io.deliverytracking.broker.metadata.BrokerEndpoint;
import io.deliverytracking.broker.metadata.TopicDefaults;
import io.deliverytracking.broker.port.CountingReadMemory;
import io.deliverytracking.broker.port.LogLevels;
import io.deliverytracking.broker.port.ManualLane;
import io.deliverytracking.broker.port.MemoryStorage;
import io.deliverytracking.broker.record.BatchView;
import io.deliverytracking.broker.record.RecordBatchBuilder;
import io.deliverytracking.broker.replication.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.message.AlterClientQuotasRequestData;
import org.apache.kafka.common.message.AlterClientQuotasRequestData.EntityData;
import org.apache.kafka.common.message.AlterClientQuotasRequestData.EntryData;
import org.apache.kafka.common.message.AlterClientQuotasRequestData.OpData;
import org.apache.kafka.common.message.AlterClientQuotasResponseData;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/** A whole node but for its sockets, on a disk in memory and a clock in the test's hand. */
final class NodeFixture {

    static final String TOPIC = "riders";

    final MemoryStorage disk = new MemoryStorage();
    final CountingReadMemory memory = new CountingReadMemory();
    final ManualLane lane = new ManualLane(1_700_000_000_000L, new Random(7));
    /** Why the node could not go on. */
    final List<Throwable> failures = new ArrayList<>();

    private final NodeConfig config;
    Node node;

    NodeFixture(Map<String, String> properties) {
        config = new NodeConfig(
                1,
                null,
                properties,
                Map.of(),
                TopicDefaults.KAFKA,
                GroupConfig.from(properties),
                50_000_000,
                100,
                1_000,
                86_400_000,
                300_000,
                1_000,
                60_000,
                CleanerConfig.DEFAULT,
                ScrubConfig.DEFAULT);
        start();
    }

    void start() {
        failures.clear();
        List<String> starts = new ArrayList<>();
        node = Node.open(
                config,
                new NodeServices(lane, lane, lane, lane, disk.directory(), memory, LogLevels.NONE),
                failures::add);
        node.start(List.of(new BrokerEndpoint("PLAINTEXT", "127.0.0.1", 9092)), (started, failure) -> {
            starts.add("started");
            if (failure != null) {
                failures.add(failure);
            }
        });
        advance(100);
        assertThat(failures).isEmpty();
        assertThat(starts).hasSize(1);
    }

    /** Lets time pass, a millisecond after the other: what background work causes happens in the next. */
    void advance(int ms) {
        for (int i = 0; i < ms; i++) {
            lane.advance(1);
        }
    }

    /** The process dies; what it wrote is in the page cache. */
    void kill() {
        node.kill();
        lane.kill();
        disk.kill();
    }

    /** The machine dies, and everything that was not forced to disk with it. */
    void powerFailure() {
        lane.kill();
        disk.powerFailure(() -> 0L);
    }

    void shutDown() {
        node.shutDown();
        lane.kill();
        disk.kill();
    }

    /** Asks as a client would, and lets time pass until there is an answer. */
    <Q extends ApiMessage, R extends ApiMessage> R ask(ApiKeys key, int version, Q request, Class<R> response) {
        List<R> answers = send(key, version, request, response);
        for (int i = 0; answers.isEmpty() && i < 10_000; i++) {
            advance(1);
        }
        assertThat(answers).as("answer to %s", key).hasSize(1);
        return answers.get(0);
    }

    /** Asks; the answer is in the list when there is one. */
    <Q extends ApiMessage, R extends ApiMessage> List<R> send(ApiKeys key, int version, Q request, Class<R> response) {
        List<R> answers = new ArrayList<>();
        ApiHandler<Q, R> handler = handler(key);
        handler.handle(
                new RequestContext((short) version, 1, "test", "/127.0.0.1", 1, "PLAINTEXT"), request, new Reply<R>() {
                    @Override
                    public void send(R answer) {
                        answers.add(response.cast(answer));
                    }

                    @Override
                    public void sendNothing() {
                        throw new AssertionError(key + " was not answered");
                    }

                    @Override
                    public void closeConnection(String reason) {
                        throw new AssertionError(reason);
                    }
                });
        return answers;
    }

    @SuppressWarnings("unchecked") // the handler of a key takes and gives its messages
    <Q extends ApiMessage, R extends ApiMessage> ApiHandler<Q, R> handler(ApiKeys key) {
        return (ApiHandler<Q, R>) node.apis().handler(key.id);
    }

    /** Sets a quota of a client id. */
    void limit(String clientId, String quota, double bytesPerSecond) {
        alterQuota(clientId, new OpData().setKey(quota).setValue(bytesPerSecond));
    }

    void removeLimit(String clientId, String quota) {
        alterQuota(clientId, new OpData().setKey(quota).setRemove(true));
    }

    private void alterQuota(String clientId, OpData change) {
        EntityData client = new EntityData().setEntityType("client-id").setEntityName(clientId);
        AlterClientQuotasResponseData answer = ask(
                ApiKeys.ALTER_CLIENT_QUOTAS,
                1,
                new AlterClientQuotasRequestData()
                        .setEntries(List.of(
                                new EntryData().setEntity(List.of(client)).setOps(List.of(change)))),
                AlterClientQuotasResponseData.class);
        assertThat(answer.entries().get(0).errorMessage()).isNull();
    }

    /** Creates {@link #TOPIC} with one partition and these properties. */
    void createTopic(String... properties) {
        assertThat(tryCreateTopic(properties)).isEqualTo(Errors.NONE);
    }

    Errors tryCreateTopic(String... properties) {
        CreatableTopic topic =
                new CreatableTopic().setName(TOPIC).setNumPartitions(1).setReplicationFactor((short) 1);
        for (int i = 0; i < properties.length; i += 2) {
            topic.configs()
                    .add(new CreatableTopicConfig().setName(properties[i]).setValue(properties[i + 1]));
        }
        CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(10_000);
        request.topics().add(topic);
        return Errors.forCode(ask(ApiKeys.CREATE_TOPICS, 7, request, CreateTopicsResponseData.class)
                .topics()
                .find(TOPIC)
                .errorCode());
    }

    void deleteTopic() {
        DeleteTopicsResponseData answer = ask(
                ApiKeys.DELETE_TOPICS,
                5,
                new DeleteTopicsRequestData().setTopicNames(List.of(TOPIC)).setTimeoutMs(10_000),
                DeleteTopicsResponseData.class);
        assertThat(answer.responses().find(TOPIC).errorCode()).isEqualTo(Errors.NONE.code());
    }

    Partition partition() {
        return node.partitions().find(TOPIC, 0);
    }

    /** Rolls, and takes the last batch away, as Apache Kafka's compaction may; ours leaves an empty one. */
    void rollAndTakeAwayTheLastBatch(Partition partition) {
        PartitionLog log = partition.log();
        assertThat(log.maybeRoll(lane.wallClockMs() + log.config().segmentMs() + 1))
                .isTrue();
        lane.runBackground();
        LogCompaction compaction = log.compaction();
        List<SealedSegment> sealed = compaction.sealedSegments();
        SealedSegment last = sealed.get(sealed.size() - 1);
        CleanedSegment rest = compaction.newSegment(last.baseOffset());
        rest.create();
        BatchReader reader = last.batches();
        while (reader.next()) {
            BatchView batch = reader.batch();
            if (reader.position() + batch.sizeInBytes() < last.sizeInBytes()) {
                rest.append(batch.buffer().slice(batch.position(), batch.sizeInBytes()));
            }
        }
        assertThat(rest.sizeInBytes()).isBetween(1, last.sizeInBytes() - 1);
        rest.finish();
        List<SwapOutcome> outcomes = new ArrayList<>();
        compaction.replace(List.of(last), rest, (outcome, failure) -> outcomes.add(outcome));
        lane.runBackground();
        assertThat(outcomes).containsExactly(SwapOutcome.SWAPPED);
    }

    /** Appends one record of so many bytes to {@link #TOPIC}. */
    void append(int valueBytes) {
        assertThat(tryAppend(valueBytes).error()).isEqualTo(Errors.NONE);
    }

    AppendResult tryAppend(int valueBytes) {
        RecordBatchBuilder batch = new RecordBatchBuilder().add(lane.wallClockMs(), null, new byte[valueBytes]);
        return partition().append(batch.build(), AppendOrigin.CLIENT, Partition.ACKS_ALL, lane.wallClockMs());
    }
}
