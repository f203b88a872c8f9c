package io.deliverytracking.broker.conformance.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.Records;
import org.jspecify.annotations.Nullable;

/**
 * Record batches as a tree: what a header says, and each record.
 *
 * <p>Bytes behind the last whole batch are left out: Apache Kafka cuts its answer at the byte that a limit names, and
 * every client drops what it has of the last batch.
 */
final class RecordTree {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RecordTree() {}

    static JsonNode of(@Nullable Records records) {
        if (records == null) {
            return JSON.nullNode();
        }
        ArrayNode batches = JSON.arrayNode();
        for (RecordBatch batch : records.batches()) {
            batches.add(batch(batch));
        }
        return batches;
    }

    private static JsonNode batch(RecordBatch batch) {
        ObjectNode tree = JSON.objectNode()
                .put("magic", batch.magic())
                .put("baseOffset", batch.baseOffset())
                .put("lastOffset", batch.lastOffset())
                .put("sizeInBytes", batch.sizeInBytes())
                .put("crcIsValid", batch.isValid())
                .put("partitionLeaderEpoch", batch.partitionLeaderEpoch())
                .put("compressionType", batch.compressionType().name)
                .put("timestampType", batch.timestampType().name)
                .put("maxTimestamp", batch.maxTimestamp())
                .put("producerId", batch.producerId())
                .put("producerEpoch", batch.producerEpoch())
                .put("baseSequence", batch.baseSequence())
                .put("isTransactional", batch.isTransactional())
                .put("isControlBatch", batch.isControlBatch());
        ArrayNode records = tree.putArray("records");
        for (Record record : batch) {
            ObjectNode node = records.addObject()
                    .put("offset", record.offset())
                    .put("timestamp", record.timestamp())
                    .put("key", text(record.key()))
                    .put("value", text(record.value()));
            ArrayNode headers = node.putArray("headers");
            for (Header header : record.headers()) {
                headers.add(header.key() + "=" + text(ByteBuffer.wrap(header.value())));
            }
        }
        return tree;
    }

    private static @Nullable String text(@Nullable ByteBuffer bytes) {
        return bytes == null
                ? null
                : StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
