package io.deliverytracking.dbwriter.kafka;

import io.deliverytracking.dbwriter.domain.DeadLetterName;
import io.deliverytracking.dbwriter.domain.LogIdentity;
import io.deliverytracking.dbwriter.domain.LogPartition;
import io.deliverytracking.dbwriter.domain.PartitionRead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Consumer records of one partition, seen as a {@link PartitionRead}; copies nothing. */
final class KafkaPartitionRead implements PartitionRead {
    /** The connector adds this to every record. */
    private static final String CONNECTOR_HEADER_PREFIX = "__smallrye";

    private final LogIdentity log;
    private final LogPartition partition;
    private final List<ConsumerRecord<byte[], byte[]>> records;
    private final long readFrom;
    private final long nextOffset;

    KafkaPartitionRead(
            LogIdentity log,
            TopicPartition partition,
            List<ConsumerRecord<byte[], byte[]>> records,
            long readFrom,
            long nextOffset) {
        this(log, new LogPartition(partition.topic(), partition.partition()), records, readFrom, nextOffset);
    }

    private KafkaPartitionRead(
            LogIdentity log,
            LogPartition partition,
            List<ConsumerRecord<byte[], byte[]>> records,
            long readFrom,
            long nextOffset) {
        this.log = log;
        this.partition = partition;
        this.records = records;
        this.readFrom = readFrom;
        this.nextOffset = nextOffset;
    }

    @Override
    public PartitionRead slice(int from, int to) {
        return new KafkaPartitionRead(
                log,
                partition,
                records.subList(from, to),
                from == 0 ? readFrom : records.get(from).offset(),
                to == records.size() ? nextOffset : records.get(to).offset());
    }

    @Override
    public LogIdentity log() {
        return log;
    }

    @Override
    public LogPartition partition() {
        return partition;
    }

    @Override
    public long readFrom() {
        return readFrom;
    }

    @Override
    public long nextOffset() {
        return nextOffset;
    }

    @Override
    public @Nullable Integer leaderEpoch() {
        return records.get(records.size() - 1).leaderEpoch().orElse(null);
    }

    @Override
    public int size() {
        return records.size();
    }

    @Override
    public long offset(int index) {
        return records.get(index).offset();
    }

    @Override
    public long timestampMs(int index) {
        return records.get(index).timestamp();
    }

    @Override
    public byte @Nullable [] key(int index) {
        return records.get(index).key();
    }

    @Override
    public byte @Nullable [] value(int index) {
        return records.get(index).value();
    }

    @Override
    public @Nullable DeadLetterName redriven(int index) {
        return RedriveHeaders.letter(records.get(index).headers());
    }

    @Override
    public List<byte @Nullable []> rawHeaders(int index) {
        List<byte @Nullable []> headers = new ArrayList<>();
        for (Header header : records.get(index).headers()) {
            if (!header.key().startsWith(CONNECTOR_HEADER_PREFIX)) {
                headers.add(header.key().getBytes(StandardCharsets.UTF_8));
                headers.add(header.value());
            }
        }
        return headers;
    }

    @Override
    public Map<String, String> headers(int index) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : records.get(index).headers()) {
            if (!header.key().startsWith(CONNECTOR_HEADER_PREFIX)) {
                byte[] value = header.value();
                headers.put(header.key(), value == null ? "" : new String(value, StandardCharsets.UTF_8));
            }
        }
        return headers;
    }
}
