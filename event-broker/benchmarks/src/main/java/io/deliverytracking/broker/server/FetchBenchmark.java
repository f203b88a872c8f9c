package io.deliverytracking.broker.server;

import io.deliverytracking.broker.handler.ApiHandler;
import io.deliverytracking.broker.handler.RequestContext;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A Fetch that finds one small batch at the log's end, which is what a consumer that keeps up asks for again and again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FetchBenchmark {

    private static final int VERSION = 12;
    private static final int BATCHES = 1_000;
    private static final int RECORDS_A_BATCH = 10;

    private final RequestContext context = BenchmarkNode.context(VERSION);
    private final BenchmarkNode.LastReply<FetchResponseData> reply = new BenchmarkNode.LastReply<>();
    private final BenchmarkNode node = new BenchmarkNode();
    private final ApiHandler<FetchRequestData, FetchResponseData> handler = node.handler(ApiKeys.FETCH);
    private final FetchRequestData request = request((BATCHES - 1) * (long) RECORDS_A_BATCH);

    @Setup(Level.Trial)
    public void fill() {
        for (int i = 0; i < BATCHES; i++) {
            node.ask(
                    ApiKeys.PRODUCE,
                    BenchmarkNode.PRODUCE_VERSION,
                    BenchmarkNode.produce(BenchmarkNode.batch(RECORDS_A_BATCH)));
        }
    }

    private static FetchRequestData request(long offset) {
        FetchPartition partition =
                new FetchPartition().setPartition(0).setFetchOffset(offset).setPartitionMaxBytes(1 << 20);
        FetchTopic topic = new FetchTopic().setTopic(BenchmarkNode.TOPIC).setPartitions(List.of(partition));
        return new FetchRequestData()
                .setMaxWaitMs(0)
                .setMinBytes(1)
                .setMaxBytes(1 << 20)
                .setSessionId(0)
                .setSessionEpoch(-1)
                .setTopics(List.of(topic));
    }

    @Benchmark
    public FetchResponseData smallSlice() {
        handler.handle(context, request, reply);
        return reply.take();
    }

    @TearDown(Level.Trial)
    public void close() {
        node.close();
    }
}
