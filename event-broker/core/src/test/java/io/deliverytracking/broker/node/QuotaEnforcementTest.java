package io.deliverytracking.broker.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.handler.ApiHandler;
import io.deliverytracking.broker.handler.Reply;
import io.deliverytracking.broker.handler.RequestContext;
import io.deliverytracking.broker.record.RecordBatchBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients over their quota, on a clock in the test's hand. */
class QuotaEnforcementTest {

    private static final String CLIENT = "measured";
    private static final int MAX_BYTES = 1_000_000;

    private final NodeFixture broker = new NodeFixture(Map.of());
    private final List<Integer> muted = new ArrayList<>();

    @BeforeEach
    void createTopic() {
        broker.createTopic();
    }

    private <Q extends ApiMessage, R extends ApiMessage> R ask(ApiKeys key, int version, Q request, int requestBytes) {
        List<R> answers = new ArrayList<>();
        ApiHandler<Q, R> handler = broker.handler(key);
        handler.handle(
                new RequestContext((short) version, 1, CLIENT, "/127.0.0.1", 1, "PLAINTEXT", requestBytes),
                request,
                new Reply<R>() {
                    @Override
                    public void send(R answer) {
                        answers.add(answer);
                    }

                    @Override
                    public void sendNothing() {
                        throw new AssertionError(key + " was not answered");
                    }

                    @Override
                    public void closeConnection(String reason) {
                        throw new AssertionError(reason);
                    }

                    @Override
                    public void mute(int forMs) {
                        assertThat(answers).as("muted before the answer leaves").isEmpty();
                        muted.add(forMs);
                    }
                });
        assertThat(answers).as("answered at once").hasSize(1);
        return answers.get(0);
    }

    private int produce(int requestBytes) {
        ProduceRequestData request =
                new ProduceRequestData().setAcks((short) -1).setTimeoutMs(1_000);
        request.topicData()
                .add(new TopicProduceData()
                        .setName(NodeFixture.TOPIC)
                        .setPartitionData(List.of(new PartitionProduceData()
                                .setIndex(0)
                                .setRecords(new RecordBatchBuilder()
                                        .add(broker.lane.wallClockMs(), null, new byte[10])
                                        .build()
                                        .toRecords()))));
        ProduceResponseData answer = ask(ApiKeys.PRODUCE, 9, request, requestBytes);
        assertThat(answer.responses()
                        .iterator()
                        .next()
                        .partitionResponses()
                        .get(0)
                        .errorCode())
                .as("what has come is taken")
                .isEqualTo(Errors.NONE.code());
        return answer.throttleTimeMs();
    }

    private FetchResponseData fetch(long offset) {
        FetchRequestData request = new FetchRequestData()
                .setSessionEpoch(-1)
                .setMaxWaitMs(0)
                .setMinBytes(1)
                .setMaxBytes(MAX_BYTES);
        request.topics()
                .add(new FetchTopic()
                        .setTopic(NodeFixture.TOPIC)
                        .setPartitions(List.of(new FetchPartition()
                                .setPartition(0)
                                .setFetchOffset(offset)
                                .setPartitionMaxBytes(MAX_BYTES))));
        return ask(ApiKeys.FETCH, 12, request, 100);
    }

    private static int recordBytes(FetchResponseData answer) {
        return answer.responses().get(0).partitions().get(0).records().sizeInBytes();
    }

    @Test
    void a_producer_within_its_quota_is_not_held_up() {
        broker.limit(CLIENT, "producer_byte_rate", 1_000);
        assertThat(produce(10_000)).isZero();
        assertThat(muted).isEmpty();
    }

    @Test
    void a_producer_over_its_quota_is_answered_at_once_and_not_heard_for_a_while() {
        broker.limit(CLIENT, "producer_byte_rate", 1_000);
        produce(10_000);
        assertThat(produce(10_000)).isEqualTo(10_000);
        assertThat(muted).containsExactly(10_000);
        broker.advance(11_000);
        assertThat(produce(10_000)).isZero();
    }

    @Test
    void a_consumer_over_its_quota_gets_nothing_and_later_what_it_asked_for() {
        broker.append(4_000);
        broker.append(4_000);
        broker.limit(CLIENT, "consumer_byte_rate", 500);
        int first = recordBytes(fetch(0));
        assertThat(first).as("no more than ten seconds' worth").isBetween(4_000, 5_000);

        FetchResponseData withheld = fetch(1);
        assertThat(withheld.throttleTimeMs()).isEqualTo(Math.round((2 * first / 10.0 - 500) / 500 * 10_000));
        assertThat(withheld.responses()).isEmpty();
        assertThat(withheld.errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(muted).containsExactly(withheld.throttleTimeMs());
        assertThat(broker.node.counters().snapshot().bytesOut())
                .as("what was withheld has not gone out")
                .isEqualTo(first);

        broker.advance(11_000);
        assertThat(recordBytes(fetch(1))).isEqualTo(first);
        assertThat(muted).hasSize(1);
    }

    @Test
    void a_batch_beyond_all_windows_comes_after_silence() {
        broker.append(40_000);
        broker.limit(CLIENT, "consumer_byte_rate", 500);
        assertThat(recordBytes(fetch(0))).isGreaterThan(40_000);
        assertThat(fetch(0).throttleTimeMs()).isGreaterThan(60_000);
    }

    @Test
    void limits_outlive_a_restart_and_end_when_they_are_removed() {
        broker.limit(CLIENT, "producer_byte_rate", 1_000);
        broker.kill();
        broker.start();
        assertThat(produce(20_000)).isEqualTo(10_000);

        broker.removeLimit(CLIENT, "producer_byte_rate");
        assertThat(produce(1_000_000)).isZero();
    }
}
