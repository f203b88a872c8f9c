package io.deliverytracking.broker.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A microbenchmark that measures an error's way is quick, and worth nothing: each is asked for what it should do, more than once. */
class MicrobenchmarksTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void eachProduceAppendsTheWholeBatch(int records) {
        ProduceBenchmark benchmark = new ProduceBenchmark();
        benchmark.records = records;
        benchmark.freshLog();
        for (int i = 0; i < 3; i++) {
            ProduceResponseData answer = benchmark.append();
            assertThat(answer.responses().iterator().next().partitionResponses())
                    .singleElement()
                    .satisfies(partition -> assertThat(partition.errorCode()).isZero());
            assertThat(answer.responses()
                            .iterator()
                            .next()
                            .partitionResponses()
                            .get(0)
                            .baseOffset())
                    .isEqualTo((long) i * records);
        }
        benchmark.close();
    }

    @Test
    void eachFetchBringsTheLastBatch() {
        FetchBenchmark benchmark = new FetchBenchmark();
        benchmark.fill();
        for (int i = 0; i < 3; i++) {
            PartitionData answer =
                    benchmark.smallSlice().responses().get(0).partitions().get(0);
            assertThat(answer.errorCode()).isZero();
            assertThat(answer.highWatermark()).isEqualTo(10_000);
            assertThat(((MemoryRecords) answer.records()).batches())
                    .singleElement()
                    .satisfies(batch -> assertThat(batch.baseOffset()).isEqualTo(9_990));
        }
        benchmark.close();
    }

    @Test
    void eachHeartbeatIsOfAStableMember() {
        HeartbeatBenchmark benchmark = new HeartbeatBenchmark();
        benchmark.join();
        for (int i = 0; i < 3; i++) {
            assertThat(benchmark.heartbeat().errorCode()).isZero();
        }
        benchmark.close();
    }

    @Test
    void framesAndRequestsAreWhole() {
        WireBenchmark benchmark = new WireBenchmark();
        for (int i = 0; i < 3; i++) {
            assertThat(benchmark.parse().topicData().iterator().next().name()).isEqualTo(BenchmarkNode.TOPIC);
            assertThat(benchmark.frame().remaining()).isGreaterThan(4_800);
            assertThat(benchmark.encode()).isGreaterThan(4_800);
        }
        benchmark.release();
    }
}
