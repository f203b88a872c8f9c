package io.deliverytracking.broker.server;

import io.deliverytracking.broker.port.ReadMemory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.RequestUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What happens to bytes before and after the handler: frames from chunks, requests from frames, frames from responses. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class WireBenchmark {

    private static final int RECORDS = 100;
    private static final int MOST_BYTES = 100 << 20;
    private static final short VERSION = 12;
    private static final ReadMemory.Lease BORROWED = ReadMemory.HEAP.lease();

    private final byte[] frame = produceFrame();
    private final ByteBuf chunk = Unpooled.directBuffer(Integer.BYTES + frame.length)
            .writeInt(frame.length)
            .writeBytes(frame);
    private final FrameAssembler assembler = new FrameAssembler(MOST_BYTES);
    private final ByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
    private final FetchResponseData response = fetchResponse();

    private static byte[] produceFrame() {
        RequestHeaderData header = new RequestHeaderData()
                .setRequestApiKey(ApiKeys.PRODUCE.id)
                .setRequestApiVersion(VERSION)
                .setCorrelationId(1)
                .setClientId("producer-1");
        ProduceRequestData body = BenchmarkNode.produce(BenchmarkNode.batch(RECORDS));
        return RequestUtils.serialize(header, ApiKeys.PRODUCE.requestHeaderVersion(VERSION), body, VERSION)
                .array();
    }

    private static FetchResponseData fetchResponse() {
        PartitionData partition = new PartitionData()
                .setPartitionIndex(0)
                .setHighWatermark(RECORDS)
                .setRecords(BenchmarkNode.batch(RECORDS).toRecords());
        return new FetchResponseData()
                .setResponses(List.of(new FetchableTopicResponse()
                        .setTopic(BenchmarkNode.TOPIC)
                        .setPartitions(List.of(partition))));
    }

    /** A chunk as a socket delivers it becomes a frame. */
    @Benchmark
    public ByteBuffer frame() {
        ByteBuffer assembled = assembler.next(chunk.readerIndex(0));
        if (assembled == null) {
            throw new IllegalStateException("the chunk holds a whole frame");
        }
        return assembled;
    }

    /** A frame becomes header and body; the records stay bytes. */
    @Benchmark
    public ProduceRequestData parse() {
        ByteBufferAccessor reader = new ByteBufferAccessor(ByteBuffer.wrap(frame));
        RequestHeaderData header = new RequestHeaderData(reader, ApiKeys.PRODUCE.requestHeaderVersion(VERSION));
        ProduceRequestData request = new ProduceRequestData();
        request.read(reader, header.requestApiVersion());
        return request;
    }

    /** A Fetch response of 100 records becomes the bytes that are sent. */
    @Benchmark
    public int encode() {
        ByteBuf encoded = ResponseEncoder.encode(allocator, ApiKeys.FETCH, VERSION, 1, response, BORROWED);
        int bytes = encoded.readableBytes();
        encoded.release();
        return bytes;
    }

    @TearDown(Level.Trial)
    public void release() {
        chunk.release();
    }
}
