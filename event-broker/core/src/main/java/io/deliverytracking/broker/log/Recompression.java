package io.deliverytracking.broker.log;

import io.deliverytracking.broker.record.BatchRewriter;
import io.deliverytracking.broker.record.BatchView;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Brings batches into the codec that {@code compression.type} of their topic names, before they are stored.
 *
 * <p>It costs the lane what a producer should have done; with {@code producer}, the default, nothing happens here.
 *
 * <p>Threading: the lane's.
 * <p>Failure: {@code MESSAGE_TOO_LARGE} for what is too large in the other codec, {@code INVALID_RECORD} for what cannot be
 * read. Nothing was appended then.
 */
final class Recompression {

    private final BatchView batch = new BatchView();
    private final BatchRewriter rewriter = new BatchRewriter();

    /** Batches as they are to be stored, or why not. */
    record Outcome(ByteBuffer batches, @Nullable AppendFault fault) {}

    /** Brings the batches between position and limit of {@code buffer}, which are valid, into the codec of {@code config}. */
    Outcome apply(ByteBuffer buffer, LogConfig config) {
        List<ByteBuffer> rewritten = new ArrayList<>();
        int size = 0;
        boolean changed = false;
        for (int p = buffer.position(); p < buffer.limit(); p += batch.sizeInBytes()) {
            batch.wrap(buffer, p);
            ByteBuffer stored =
                    buffer.duplicate().limit(p + batch.sizeInBytes()).position(p);
            if (!config.compression().suits(batch) && !batch.isControl()) {
                try {
                    stored = rewriter.recompressed(batch, config.compression(), config.maxMessageBytes());
                } catch (KafkaException e) {
                    return failed(buffer, Errors.INVALID_RECORD, "its records cannot be read: " + e.getMessage());
                }
                if (stored == null) {
                    return failed(
                            buffer,
                            Errors.MESSAGE_TOO_LARGE,
                            "stored as " + LogConfigKeys.COMPRESSION_TYPE + " asks, the record batch exceeds "
                                    + LogConfigKeys.MAX_MESSAGE_BYTES + " = " + config.maxMessageBytes());
                }
                changed = true;
            }
            rewritten.add(stored);
            size += stored.remaining();
        }
        batch.unwrap();
        if (!changed) {
            return new Outcome(buffer, null);
        }
        if (size > config.segmentBytes()) {
            return failed(
                    buffer,
                    Errors.RECORD_LIST_TOO_LARGE,
                    size + " bytes exceed " + LogConfigKeys.SEGMENT_BYTES + " = " + config.segmentBytes());
        }
        return new Outcome(rewritten.size() == 1 ? rewritten.get(0) : joined(rewritten, size), null);
    }

    private static ByteBuffer joined(List<ByteBuffer> batches, int size) {
        ByteBuffer all = ByteBuffer.allocate(size);
        batches.forEach(each -> all.put(each));
        return all.flip();
    }

    private Outcome failed(ByteBuffer buffer, Errors error, String message) {
        batch.unwrap();
        return new Outcome(buffer, new AppendFault(error, message));
    }
}
