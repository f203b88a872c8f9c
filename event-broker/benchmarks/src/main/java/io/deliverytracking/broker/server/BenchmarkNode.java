package io.deliverytracking.broker.server;

import io.deliverytracking.broker.handler.ApiHandler;
import io.deliverytracking.broker.handler.Reply;
import io.deliverytracking.broker.handler.RequestContext;
import io.deliverytracking.broker.metadata.BrokerEndpoint;
import io.deliverytracking.broker.node.Node;
import io.deliverytracking.broker.node.NodeServices;
import io.deliverytracking.broker.port.ReadMemory;
import io.deliverytracking.broker.port.SimulatedLane;
import io.deliverytracking.broker.record.RecordBatchBuilder;
import io.deliverytracking.broker.record.RecordBatches;
import io.deliverytracking.broker.server.storage.FileStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * A whole node without sockets, on real files and on the benchmark's thread: handlers are asked as the dispatcher asks them.
 *
 * <p>It is in the server's package because a node's configuration is made there.
 *
 * <p>Threading: confined to one thread. Ownership: of a temporary directory, deleted by {@link #close}.
 */
final class BenchmarkNode implements AutoCloseable {

    static final String TOPIC = "riders";
    static final int PRODUCE_VERSION = 12;

    private static final int VALUE_BYTES = 48;
    private static final int MOST_TICKS = 10_000;

    /** Held, or it would be forgotten with its level: a node for each iteration has much to say. */
    private static final Logger QUIET = Logger.getLogger("io.deliverytracking");

    static {
        QUIET.setLevel(Level.WARNING);
    }

    private final SimulatedLane lane = new SimulatedLane();
    private final Path directory;
    private final Node node;

    /** Keeps the last answer: what the dispatcher would write. */
    static final class LastReply<R extends ApiMessage> implements Reply<R> {
        private @Nullable R response;

        @Override
        public void send(R answer) {
            response = answer;
        }

        @Override
        public void sendNothing() {
            throw new IllegalStateException("an answer was expected");
        }

        @Override
        public void closeConnection(String reason) {
            throw new IllegalStateException(reason);
        }

        R take() {
            R taken = response;
            if (taken == null) {
                throw new IllegalStateException("there is no answer yet");
            }
            response = null;
            return taken;
        }

        boolean isThere() {
            return response != null;
        }
    }

    BenchmarkNode() {
        try {
            directory = Files.createTempDirectory("broker-benchmark-node");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        BrokerConfig config = BrokerConfig.of(Map.of(
                "log.dirs",
                directory.toString(),
                "offsets.topic.num.partitions",
                "1",
                "group.initial.rebalance.delay.ms",
                "0"));
        NodeServices services = new NodeServices(
                lane, lane, lane, new SystemRandom(), FileStorage.of(directory), ReadMemory.HEAP, new JavaLogLevels());
        node = Node.open(NodeConfigs.of(config), services, BenchmarkNode::fail);
        boolean[] started = new boolean[1];
        node.start(List.of(new BrokerEndpoint("PLAINTEXT", "127.0.0.1", 9092)), (nothing, failure) -> {
            if (failure != null) {
                fail(failure);
            }
            started[0] = true;
        });
        for (int i = 0; !started[0] && i < MOST_TICKS; i++) {
            lane.advance(1);
        }
        createTopic();
    }

    private static void fail(Throwable failure) {
        throw new IllegalStateException("the node failed", failure);
    }

    private void createTopic() {
        CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(10_000);
        request.topics()
                .add(new CreatableTopic().setName(TOPIC).setNumPartitions(1).setReplicationFactor((short) 1));
        ask(ApiKeys.CREATE_TOPICS, 7, request);
    }

    @SuppressWarnings("unchecked") // the handler of a key takes and gives its messages
    <Q extends ApiMessage, R extends ApiMessage> ApiHandler<Q, R> handler(ApiKeys key) {
        ApiHandler<?, ?> handler = node.apis().handler(key.id);
        if (handler == null) {
            throw new IllegalStateException("no handler for " + key);
        }
        return (ApiHandler<Q, R>) handler;
    }

    static RequestContext context(int version) {
        return new RequestContext((short) version, 1, "benchmark", "/127.0.0.1", 1, "PLAINTEXT");
    }

    /** Asks as a client would, and lets time pass until there is an answer. */
    <R extends ApiMessage> R ask(ApiKeys key, int version, ApiMessage request) {
        LastReply<R> reply = new LastReply<>();
        this.<ApiMessage, R>handler(key).handle(context(version), request, reply);
        for (int i = 0; !reply.isThere() && i < MOST_TICKS; i++) {
            lane.advance(1);
        }
        return reply.take();
    }

    /** A millisecond passes. */
    void tick() {
        lane.advance(1);
    }

    /** A request of one batch for {@link #TOPIC}. */
    static ProduceRequestData produce(RecordBatches batch) {
        PartitionProduceData data = new PartitionProduceData().setIndex(0).setRecords(batch.toRecords());
        TopicProduceData topic = new TopicProduceData().setName(TOPIC).setPartitionData(List.of(data));
        return new ProduceRequestData()
                .setAcks((short) -1)
                .setTimeoutMs(10_000)
                .setTopicData(new TopicProduceDataCollection(List.of(topic).iterator()));
    }

    /** By a producer that is not idempotent: with its offset put right it may be sent again and again. */
    static RecordBatches batch(int records) {
        RecordBatchBuilder builder = new RecordBatchBuilder();
        for (int i = 0; i < records; i++) {
            builder.add(
                    1_700_000_000_000L + i,
                    Integer.toString(i).getBytes(StandardCharsets.US_ASCII),
                    new byte[VALUE_BYTES]);
        }
        return builder.build();
    }

    @Override
    public void close() {
        node.kill();
        try {
            Utils.delete(directory.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
