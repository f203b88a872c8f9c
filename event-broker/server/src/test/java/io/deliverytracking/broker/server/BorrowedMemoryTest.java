package io.deliverytracking.broker.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.broker.handler.Reply;
import io.deliverytracking.broker.port.ReadMemory;
import io.deliverytracking.broker.record.RecordBatches;
import io.deliverytracking.broker.server.ScriptedListener.Handler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wherever a client goes away, and whatever happens to its answer: the memory of the records is given back. */
class BorrowedMemoryTest {

    private static final long PATIENCE_S = 30;
    private static final int VERSION = 4;

    /** Fits in no two sockets' buffers. */
    private static final int LARGE_BYTES = 16 * 1024 * 1024;

    /** For three such answers. */
    private static final long MEMORY_BYTES = 3 * LARGE_BYTES + LARGE_BYTES / 2;

    private final DirectReadMemory memory = new DirectReadMemory(MEMORY_BYTES);
    private final BlockingQueue<Reply<FetchResponseData>> fetches = new ArrayBlockingQueue<>(10);
    private final BlockingQueue<Reply<HeartbeatResponseData>> heartbeats = new ArrayBlockingQueue<>(10);

    private ScriptedListener listener;

    /** Everything is answered when the test does. */
    @BeforeEach
    void listen(@TempDir Path directory) {
        listener = new ScriptedListener(
                EventLoops.one(),
                directory,
                MEMORY_BYTES,
                new Handler<FetchRequestData, FetchResponseData>(ApiKeys.FETCH, (request, reply) -> fetches.add(reply)),
                new Handler<HeartbeatRequestData, HeartbeatResponseData>(
                        ApiKeys.HEARTBEAT, (request, reply) -> heartbeats.add(reply)));
    }

    @AfterEach
    void close() throws Exception {
        listener.close();
        assertThat(memory.leasedBytes()).isZero();
    }

    private static <R extends ApiMessage> Reply<R> asked(BlockingQueue<Reply<R>> queue) throws InterruptedException {
        Reply<R> reply = queue.poll(PATIENCE_S, TimeUnit.SECONDS);
        assertThat(reply).isNotNull();
        return reply;
    }

    private void answer(Reply<FetchResponseData> reply, int bytes) {
        ReadMemory.Lease lease = memory.lease();
        FetchResponseData answer = new FetchResponseData();
        answer.responses()
                .add(new FetchableTopicResponse()
                        .setTopic("t")
                        .setPartitions(List.of(new PartitionData()
                                .setRecords(
                                        RecordBatches.of(lease.allocate(bytes)).toRecords()))));
        listener.onLoop(() -> reply.send(answer, lease));
    }

    private void awaitGivenBack() {
        await().atMost(BrokerClients.PATIENCE).until(() -> memory.leasedBytes() == 0);
    }

    @Test
    void whenTheAnswerHasBeenTaken() throws Exception {
        try (RawClient client = listener.connect()) {
            client.send(ApiKeys.FETCH, VERSION, 1, RawRequests.fetch("t", 0));
            answer(asked(fetches), LARGE_BYTES);
            assertThat(client.receive().remaining()).isGreaterThan(LARGE_BYTES);
            awaitGivenBack();
        }
    }

    @Test
    void whenTheClientGoesInTheMiddleOfTheAnswer() throws Exception {
        try (RawClient client = listener.connect()) {
            client.send(ApiKeys.FETCH, VERSION, 1, RawRequests.fetch("t", 0));
            answer(asked(fetches), LARGE_BYTES);
            // Half of it never fits into the sockets.
            await().atMost(BrokerClients.PATIENCE)
                    .until(() -> listener.metrics().bytesOut() > LARGE_BYTES);
            assertThat(memory.leasedBytes()).isEqualTo(LARGE_BYTES);
        }
        awaitGivenBack();
    }

    @Test
    void whenItsClientTakesNothingWhileOthersNeedIt() throws Exception {
        try (RawClient first = listener.connect();
                RawClient second = listener.connect();
                RawClient third = listener.connect();
                RawClient fourth = listener.connect()) {
            for (RawClient client : List.of(first, second, third)) {
                client.send(ApiKeys.FETCH, VERSION, 1, RawRequests.fetch("t", 0));
                answer(asked(fetches), LARGE_BYTES);
            }
            await().atMost(BrokerClients.PATIENCE)
                    .until(() -> listener.metrics().bytesOut() > 3 * LARGE_BYTES);
            assertThat(listener.metrics().connections()).isEqualTo(4);

            fourth.send(ApiKeys.FETCH, VERSION, 1, RawRequests.fetch("t", 0));
            answer(asked(fetches), LARGE_BYTES);
            await().atMost(BrokerClients.PATIENCE)
                    .until(() -> listener.metrics().connections() == 3);
            for (RawClient client : List.of(second, third, fourth)) {
                assertThat(client.receive().remaining()).isGreaterThan(LARGE_BYTES);
            }
            assertThatExceptionOfType(IOException.class).isThrownBy(first::receive);
        }
        awaitGivenBack();
    }

    @Test
    void whenTheClientHasGoneBeforeTheAnswer() throws Exception {
        Reply<FetchResponseData> reply;
        try (RawClient client = listener.connect()) {
            client.send(ApiKeys.FETCH, VERSION, 1, RawRequests.fetch("t", 0));
            reply = asked(fetches);
        }
        await().atMost(BrokerClients.PATIENCE).until(() -> listener.metrics().connections() == 0);
        answer(reply, LARGE_BYTES);
        awaitGivenBack();
    }

    @Test
    void whenTheClientGoesWhileTheAnswerWaitsForAnEarlierOne() throws Exception {
        try (RawClient client = listener.connect()) {
            client.send(ApiKeys.HEARTBEAT, VERSION, 1, new HeartbeatRequestData());
            client.send(ApiKeys.FETCH, VERSION, 2, RawRequests.fetch("t", 0));
            asked(heartbeats);
            answer(asked(fetches), LARGE_BYTES);
            // Asked behind the answer.
            assertThat(listener.metrics().connections()).isEqualTo(1);
            assertThat(memory.leasedBytes()).isEqualTo(LARGE_BYTES);
        }
        awaitGivenBack();
    }
}
