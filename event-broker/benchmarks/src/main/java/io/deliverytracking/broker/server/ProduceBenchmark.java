package io.deliverytracking.broker.server;

import io.deliverytracking.broker.handler.ApiHandler;
import io.deliverytracking.broker.handler.RequestContext;
import io.deliverytracking.broker.record.RecordBatches;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One Produce request with one batch through its handler: validation, CRC, offsets, the write into the page cache, the answer. Each
 * iteration has a log of its own, so that none meets the disk's end.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProduceBenchmark {

    /** One is what linger 0 brings, a hundred what linger 5 does. */
    @Param({"1", "100"})
    public int records = 1;

    private final RequestContext context = BenchmarkNode.context(BenchmarkNode.PRODUCE_VERSION);
    private final BenchmarkNode.LastReply<ProduceResponseData> reply = new BenchmarkNode.LastReply<>();
    private BenchmarkNode node = new BenchmarkNode();
    private ApiHandler<ProduceRequestData, ProduceResponseData> handler = node.handler(ApiKeys.PRODUCE);
    private RecordBatches batch = BenchmarkNode.batch(1);
    private ProduceRequestData request = BenchmarkNode.produce(batch);

    @Setup(Level.Iteration)
    public void freshLog() {
        node.close();
        node = new BenchmarkNode();
        handler = node.handler(ApiKeys.PRODUCE);
        batch = BenchmarkNode.batch(records);
        request = BenchmarkNode.produce(batch);
    }

    @Benchmark
    public ProduceResponseData append() {
        // The log has written its offset over it; a client's batch begins at 0.
        batch.buffer().putLong(0, 0L);
        handler.handle(context, request, reply);
        return reply.take();
    }

    @TearDown(Level.Trial)
    public void close() {
        node.close();
    }
}
