package io.deliverytracking.broker.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.broker.handler.Reply;
import io.deliverytracking.broker.server.ScriptedListener.Handler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsTopicResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are ready before the one to an earlier request wait in memory, and there is only so much. */
class WaitingAnswersTest {

    private static final long PATIENCE_S = 30;
    private static final int VERSION = 2;
    private static final int REQUESTS = 50;

    /** A topic's name has no more. */
    private static final int NAME_BYTES = 30_000;

    private static final int TOPICS = 10;
    private static final int ANSWER_BYTES = TOPICS * NAME_BYTES;

    /** What one connection may have waiting, twice. */
    private static final int MEMORY_BYTES = 2 * (Connection.MOST_WAITING_BYTES + ANSWER_BYTES);

    private final BlockingQueue<Reply<HeartbeatResponseData>> first = new ArrayBlockingQueue<>(10);
    private final AtomicInteger answered = new AtomicInteger();
    private ScriptedListener listener;

    /** Heartbeats are answered when the test does, ListOffsets at once and at length. */
    @BeforeEach
    void listen(@TempDir Path directory) {
        listener = new ScriptedListener(
                EventLoops.one(),
                directory,
                MEMORY_BYTES,
                new Handler<HeartbeatRequestData, HeartbeatResponseData>(
                        ApiKeys.HEARTBEAT, (request, reply) -> first.add(reply)),
                new Handler<ListOffsetsRequestData, ListOffsetsResponseData>(ApiKeys.LIST_OFFSETS, (request, reply) -> {
                    answered.incrementAndGet();
                    reply.send(longAnswer());
                }));
    }

    @AfterEach
    void close() throws Exception {
        listener.close();
    }

    private static ListOffsetsResponseData longAnswer() {
        ListOffsetsResponseData answer = new ListOffsetsResponseData();
        for (int i = 0; i < TOPICS; i++) {
            answer.topics().add(new ListOffsetsTopicResponse().setName("t".repeat(NAME_BYTES)));
        }
        return answer;
    }

    private static void ask(RawClient client) throws IOException {
        client.send(ApiKeys.HEARTBEAT, VERSION, 0, new HeartbeatRequestData());
        for (int i = 1; i <= REQUESTS; i++) {
            client.send(ApiKeys.LIST_OFFSETS, VERSION, i, new ListOffsetsRequestData());
        }
    }

    private Reply<HeartbeatResponseData> awaitFirst() throws InterruptedException {
        Reply<HeartbeatResponseData> reply = first.poll(PATIENCE_S, TimeUnit.SECONDS);
        assertThat(reply).isNotNull();
        return reply;
    }

    /** As many requests as arrive; the numbers are asked for on the loop that reads them. */
    private void awaitAllThatWillBeAnswered(int least) throws Exception {
        await().atMost(BrokerClients.PATIENCE).until(() -> answered.get() >= least);
        listener.metrics();
        listener.metrics();
    }

    @Test
    void whatFollowsIsReadWhenTheFirstIsAnswered() throws Exception {
        try (RawClient client = listener.connect()) {
            ask(client);
            Reply<HeartbeatResponseData> reply = awaitFirst();
            int most = Connection.MOST_WAITING_BYTES / ANSWER_BYTES + 1;
            awaitAllThatWillBeAnswered(most);
            assertThat(answered).hasValue(most);

            listener.onLoop(() -> reply.send(new HeartbeatResponseData()));
            client.receive(ApiKeys.HEARTBEAT, VERSION, 0, new HeartbeatResponseData());
            for (int i = 1; i <= REQUESTS; i++) {
                client.receive(ApiKeys.LIST_OFFSETS, VERSION, i, new ListOffsetsResponseData());
            }
            assertThat(answered).hasValue(REQUESTS);
        }
    }

    @Test
    void whereAllOfThemHaveTooMuchTheOneGoesThatWasSilentForLongest() throws Exception {
        try (RawClient one = listener.connect();
                RawClient two = listener.connect();
                RawClient three = listener.connect()) {
            for (RawClient client : List.of(one, two, three)) {
                ask(client);
                awaitFirst();
            }
            await().atMost(BrokerClients.PATIENCE)
                    .until(() -> listener.metrics().connections() == 2);
            assertThatExceptionOfType(IOException.class).isThrownBy(one::receive);
        }
    }
}
