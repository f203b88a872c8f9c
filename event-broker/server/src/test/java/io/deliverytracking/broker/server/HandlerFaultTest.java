package io.deliverytracking.broker.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.handler.Reply;
import io.deliverytracking.broker.server.ScriptedListener.Handler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsTopicResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of our own behind the wire: a client that waits for ever would be the worst answer. */
class HandlerFaultTest {

    private static final long PATIENCE_S = 30;

    private final CompletableFuture<Throwable> fatal = new CompletableFuture<>();
    private ScriptedListener listener;

    /** What this API does in a test. */
    private volatile BiConsumer<ListOffsetsRequestData, Reply<ListOffsetsResponseData>> listOffsets =
            (request, reply) -> reply.send(new ListOffsetsResponseData());

    @BeforeEach
    void listen(@TempDir Path directory) {
        listener = new ScriptedListener(
                EventLoops.one().exceptionHandler(fatal::complete),
                directory,
                Connections.MOST_UNSENT_BYTES,
                new Handler<ListOffsetsRequestData, ListOffsetsResponseData>(
                        ApiKeys.LIST_OFFSETS, (request, reply) -> listOffsets.accept(request, reply)),
                new Handler<HeartbeatRequestData, HeartbeatResponseData>(
                        ApiKeys.HEARTBEAT, (request, reply) -> reply.send(new HeartbeatResponseData())));
    }

    @AfterEach
    void close() throws Exception {
        listener.close();
    }

    private void closesItsConnectionOnly() throws Exception {
        try (RawClient good = listener.connect();
                RawClient unlucky = listener.connect()) {
            unlucky.send(ApiKeys.LIST_OFFSETS, 2, 1, new ListOffsetsRequestData());
            assertThat(unlucky.isClosedByBroker()).isTrue();
            assertAnswers(good);
        }
        ServerMetrics metrics = listener.metrics();
        assertThat(metrics.failedRequests()).isEqualTo(1);
        assertThat(metrics.inFlightBytes()).isZero();
    }

    private static void assertAnswers(RawClient client) throws IOException {
        client.send(ApiKeys.HEARTBEAT, 2, 9, new HeartbeatRequestData());
        client.receive(ApiKeys.HEARTBEAT, 2, 9, new HeartbeatResponseData());
    }

    @Test
    void anExceptionThatLeavesAHandlerClosesTheConnectionOfItsRequestOnly() throws Exception {
        listOffsets = (request, reply) -> {
            throw new IllegalStateException("a fault of ours");
        };
        closesItsConnectionOnly();
        assertThat(fatal).isNotDone();
    }

    /** As ListOffsets once did: a leader epoch in a version that has no place for it. */
    @Test
    void anAnswerThatItsVersionCannotCarryClosesTheConnectionOnly() throws Exception {
        listOffsets = (request, reply) -> reply.send(new ListOffsetsResponseData()
                .setTopics(List.of(new ListOffsetsTopicResponse()
                        .setName("t")
                        .setPartitions(List.of(new ListOffsetsPartitionResponse().setLeaderEpoch(3))))));
        closesItsConnectionOnly();
        assertThat(fatal).isNotDone();
    }

    @Test
    void aBrokenInvariantIsFatal() throws Exception {
        AssertionError broken = new AssertionError("the log ends after what was appended: 4, 6");
        listOffsets = (request, reply) -> {
            throw broken;
        };
        try (RawClient client = listener.connect()) {
            client.send(ApiKeys.LIST_OFFSETS, 2, 1, new ListOffsetsRequestData());
            assertThat(fatal.get(PATIENCE_S, TimeUnit.SECONDS)).isSameAs(broken);
        }
    }
}
