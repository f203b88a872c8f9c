package io.deliverytracking.broker.app.inspection;

import io.deliverytracking.broker.app.inspection.Views.BatchHeaderView;
import io.deliverytracking.broker.app.inspection.Views.BytesView;
import io.deliverytracking.broker.app.inspection.Views.RecordView;
import io.deliverytracking.broker.record.BatchView;
import io.deliverytracking.broker.record.LogRecord;
import io.deliverytracking.broker.record.RecordBatches;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Turns record batches into what the inspection API shows.
 *
 * <p>Threading: one thread, one use.
 *
 * <p>Failure: a batch with a wrong checksum is shown by its header, without content.
 */
final class RecordDecoder {

    private static final List<String> COMPRESSIONS = List.of("none", "gzip", "snappy", "lz4", "zstd");

    private final long fromOffset;
    private final int maxFieldBytes;
    private final List<BatchHeaderView> batches = new ArrayList<>();
    private int room;
    private long nextOffset;

    RecordDecoder(long fromOffset, int maxRecords, int maxFieldBytes) {
        this.fromOffset = fromOffset;
        this.maxFieldBytes = maxFieldBytes;
        this.room = maxRecords;
        this.nextOffset = fromOffset;
    }

    List<BatchHeaderView> batches() {
        return batches;
    }

    /** The offset behind the last record shown. */
    long nextOffset() {
        return nextOffset;
    }

    void decode(RecordBatches records) {
        ByteBuffer buffer = records.buffer();
        BatchView batch = new BatchView();
        int position = buffer.position();
        while (room > 0
                && position < buffer.limit()
                && batch.wrap(buffer, position).fits()) {
            boolean crcValid = batch.isCrcValid();
            List<RecordView> content = crcValid && !batch.isControl() ? content(batch) : List.of();
            batches.add(header(batch, crcValid, content));
            if (room > 0) {
                nextOffset = batch.nextOffset();
            }
            position += batch.sizeInBytes();
        }
    }

    private List<RecordView> content(BatchView batch) {
        List<RecordView> content = new ArrayList<>();
        ByteBuffer one = batch.buffer().duplicate();
        one.limit(batch.position() + batch.sizeInBytes()).position(batch.position());
        try {
            RecordBatches.of(one.slice()).forEachRecord(found -> {
                if (room > 0 && found.offset() >= fromOffset) {
                    content.add(view(found));
                    nextOffset = found.offset() + 1;
                    room--;
                }
            });
        } catch (KafkaException e) {
            // The checksum says the producer wrote it so: the header is all there is to show.
            return List.of();
        }
        return content;
    }

    private RecordView view(LogRecord found) {
        return new RecordView(found.offset(), found.timestampMs(), bytes(found.key()), bytes(found.value()));
    }

    private static BatchHeaderView header(BatchView batch, boolean crcValid, List<RecordView> content) {
        boolean hasProducer = batch.hasProducerId();
        int compression = batch.compressionId();
        return new BatchHeaderView(
                batch.baseOffset(),
                batch.lastOffset(),
                batch.recordCount(),
                batch.sizeInBytes(),
                batch.partitionLeaderEpoch(),
                compression < COMPRESSIONS.size() ? COMPRESSIONS.get(compression) : "unknown " + compression,
                batch.timestampType().configValue(),
                batch.maxTimestamp(),
                batch.isTransactional(),
                batch.isControl(),
                hasProducer ? batch.producerId() : null,
                hasProducer ? (int) batch.producerEpoch() : null,
                hasProducer ? batch.baseSequence() : null,
                crcValid,
                content);
    }

    private @Nullable BytesView bytes(@Nullable ByteBuffer field) {
        if (field == null) {
            return null;
        }
        int sizeBytes = field.remaining();
        byte[] shown = new byte[Math.min(sizeBytes, maxFieldBytes)];
        field.duplicate().get(shown);
        boolean cut = shown.length < sizeBytes;
        String text = text(shown);
        return text != null
                ? new BytesView("text", text, sizeBytes, cut)
                : new BytesView("base64", Base64.getEncoder().encodeToString(shown), sizeBytes, cut);
    }

    /** The bytes as text, or null if they are not printable UTF-8. */
    private static @Nullable String text(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
        boolean printable =
                text.chars().allMatch(c -> !Character.isISOControl(c) || c == '\n' || c == '\r' || c == '\t');
        return printable ? text : null;
    }
}
