package io.deliverytracking.broker.simulation.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.deliverytracking.broker.replication.Partition;
import io.deliverytracking.broker.simulation.SimulatedBroker;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Record batches of a stranger: produced, looked up by time, read and recovered. Their checksum is made right, which is
 * what a stranger would do, and so is their length; nothing else is.
 */
class RecordBatchFuzzTest {

    private static final int LENGTH_AT = 8;
    private static final int MAGIC_AT = 16;
    private static final int CRC_AT = 17;
    private static final int CRC_FROM = 21;
    private static final int HEADER_BYTES = 61;
    private static final int LOG_OVERHEAD = 12;
    private static final long START_MS = 1_700_000_000_000L;

    /** An opened record may have 16 MiB, and is there twice while it is; the rest is what a broker takes by itself. */
    private static final long MOST_ALLOCATED = 160L * 1024 * 1024;

    private static final List<String> TOPICS =
            List.of(FuzzedBroker.TOPIC, FuzzedBroker.COMPACTED, FuzzedBroker.STAMPED);

    static Stream<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (Compression compression : List.of(
                Compression.NONE,
                Compression.gzip().build(),
                Compression.snappy().build(),
                Compression.lz4().build(),
                Compression.zstd().build())) {
            seeds.add(batch(compression, 1, 10));
            seeds.add(batch(compression, 5, 300));
        }
        return seeds.stream();
    }

    private static byte[] batch(Compression compression, int records, int valueBytes) {
        MemoryRecordsBuilder builder =
                MemoryRecords.builder(ByteBuffer.allocate(512), compression, TimestampType.CREATE_TIME, 0L);
        for (int i = 0; i < records; i++) {
            builder.append(new SimpleRecord(
                    START_MS + i,
                    i == 3 ? null : new byte[] {(byte) i},
                    new byte[valueBytes],
                    i == 4 ? new RecordHeader[] {new RecordHeader("h", new byte[2])} : new RecordHeader[0]));
        }
        ByteBuffer built = builder.build().buffer();
        byte[] bytes = new byte[built.remaining()];
        built.get(bytes);
        return bytes;
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void aBatchOfAStrangerIsTakenOrRefusedAndHurtsNobody(byte[] input) {
        if (input.length >= HEADER_BYTES) {
            byte[] batch = madeRight(input);
            Allocation.requireAtMost(MOST_ALLOCATED, () -> produceAndRecover(batch));
        }
    }

    private static void produceAndRecover(byte[] batch) {
        SimulatedBroker broker = FuzzedBroker.start();
        for (String topic : TOPICS) {
            broker.ask(ApiKeys.PRODUCE, 9, produce(topic, batch.clone()), ProduceResponseData.class);
        }
        lookUp(broker);
        long[] ends = ends(broker);
        broker.kill();
        Throwable failure = broker.start();
        if (failure != null) {
            throw new AssertionError("the broker does not start any more", failure);
        }
        if (!Arrays.equals(ends, ends(broker))) {
            throw new AssertionError(
                    "logs ended at " + Arrays.toString(ends) + ", now " + Arrays.toString(ends(broker)));
        }
        lookUp(broker);
    }

    private static byte[] madeRight(byte[] input) {
        byte[] bytes = input.clone();
        ByteBuffer batch = ByteBuffer.wrap(bytes);
        batch.putLong(0, 0);
        batch.putInt(LENGTH_AT, bytes.length - LOG_OVERHEAD);
        batch.put(MAGIC_AT, (byte) 2);
        CRC32C crc = new CRC32C();
        crc.update(bytes, CRC_FROM, bytes.length - CRC_FROM);
        batch.putInt(CRC_AT, (int) crc.getValue());
        return bytes;
    }

    private static void lookUp(SimulatedBroker broker) {
        for (String topic : TOPICS) {
            for (long timestamp : new long[] {-3, 0, START_MS, START_MS + 3, Long.MAX_VALUE}) {
                broker.ask(ApiKeys.LIST_OFFSETS, 7, listOffsets(topic, timestamp), ListOffsetsResponseData.class);
            }
            broker.ask(ApiKeys.FETCH, 12, fetch(topic), FetchResponseData.class);
        }
        broker.advance(1_000);
        for (Partition partition : broker.node().partitions().all()) {
            if (partition.isOffline()) {
                throw new AssertionError(partition + " is offline");
            }
        }
    }

    private static long[] ends(SimulatedBroker broker) {
        return broker.node().partitions().all().stream()
                .mapToLong(partition -> partition.log().logEndOffset())
                .toArray();
    }

    private static ProduceRequestData produce(String topic, byte[] batch) {
        ProduceRequestData request =
                new ProduceRequestData().setAcks((short) -1).setTimeoutMs(1_000);
        request.topicData()
                .add(new TopicProduceData()
                        .setName(topic)
                        .setPartitionData(List.of(new PartitionProduceData()
                                .setIndex(0)
                                .setRecords(MemoryRecords.readableRecords(ByteBuffer.wrap(batch))))));
        return request;
    }

    private static ListOffsetsRequestData listOffsets(String topic, long timestamp) {
        return new ListOffsetsRequestData()
                .setReplicaId(-1)
                .setTopics(List.of(new ListOffsetsTopic()
                        .setName(topic)
                        .setPartitions(List.of(new ListOffsetsPartition().setTimestamp(timestamp)))));
    }

    private static FetchRequestData fetch(String topic) {
        return new FetchRequestData()
                .setSessionEpoch(-1)
                .setMaxBytes(1_000_000)
                .setTopics(List.of(new FetchTopic()
                        .setTopic(topic)
                        .setPartitions(
                                List.of(new FetchPartition().setPartition(0).setPartitionMaxBytes(1_000_000)))));
    }
}
