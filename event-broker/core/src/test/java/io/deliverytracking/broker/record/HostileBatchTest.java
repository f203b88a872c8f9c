package io.deliverytracking.broker.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.utils.ByteUtils;
import org.junit.jupiter.api.Test;

/** Compressed batches with a right checksum that claim what no machine has; the checks must not allocate it. */
class HostileBatchTest {

    private static final int NO_CODEC = 0;
    private static final int GZIP = 1;
    private static final int SNAPPY = 2;
    private static final long MAX_TIMESTAMP = 1_000;

    @Test
    void aRecordThatClaimsTwoGigabytesCostsALookUpByTimeNothing() {
        RecordBatches batches = batch(GZIP, gzipped(recordThatClaims(Integer.MAX_VALUE)));
        assertThat(batches.firstAtOrAfter(0, 0))
                .hasValueSatisfying(r -> assertThat(r.offset()).isZero());
        assertThat(batches.maxTimestampFrom(0)).isZero();
    }

    @Test
    void aRecordThatClaimsTwoGigabytesIsAFaultOfItsBatch() {
        assertThat(faultOf(batch(GZIP, gzipped(recordThatClaims(Integer.MAX_VALUE)))))
                .startsWith("a record claims");
        assertThat(faultOf(batch(GZIP, gzipped(recordThatClaims(-7))))).startsWith("a record claims");
    }

    @Test
    void whoReadsRecordsWholeIsToldOfTheClaim() {
        assertThatThrownBy(() -> batch(GZIP, gzipped(recordThatClaims(Integer.MAX_VALUE)))
                        .forEachRecord(r -> {}))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageStartingWith("a record claims");
    }

    @Test
    void aRecordThatEndsBeforeItsClaimIsAFaultOfItsBatch() {
        assertThat(faultOf(batch(GZIP, gzipped(recordThatClaims(1_000_000))))).startsWith("its records cannot be read");
    }

    /** The client's code lets an IllegalArgumentException out. */
    @Test
    void aNumberOfMoreThanFiveBytesIsAFaultOfItsBatch() {
        byte[] endless = new byte[100];
        Arrays.fill(endless, (byte) 0xff);
        for (RecordBatches batches : List.of(batch(NO_CODEC, endless), batch(GZIP, gzipped(endless)))) {
            assertThat(faultOf(batches)).startsWith("its records cannot be read");
            assertThatThrownBy(() -> batches.forEachRecord(r -> {})).isInstanceOf(InvalidRecordException.class);
            assertThatThrownBy(() -> batches.firstAtOrAfter(0, 0)).isInstanceOf(InvalidRecordException.class);
            assertThatThrownBy(() -> batches.maxTimestampFrom(0)).isInstanceOf(InvalidRecordException.class);
        }
    }

    @Test
    void aSnappyBlockThatClaimsGigabytesIsRefusedBeforeItIsOpened() {
        ByteBuffer block = ByteBuffer.allocate(20);
        ByteUtils.writeUnsignedVarint(Integer.MAX_VALUE, block);
        byte[] bare = block.array();
        RecordBatches batches = batch(SNAPPY, bare);
        assertThatThrownBy(() -> batches.firstAtOrAfter(0, 0))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessage("a snappy block of 20 bytes claims 2147483647");
        assertThat(faultOf(batches)).contains("claims 2147483647");

        assertThat(faultOf(batch(SNAPPY, framed(bare.length, bare)))).contains("claims 2147483647");
        assertThat(faultOf(batch(SNAPPY, framed(500_000_000, bare)))).contains("claims 500000000 bytes, 20 are left");
        assertThat(faultOf(batch(SNAPPY, framed(-1, bare)))).contains("claims -1 bytes");
        assertThat(faultOf(batch(SNAPPY, new byte[0]))).isNotNull();
    }

    @Test
    void whatHonestProducersCompressIsNoFaultHoweverWellItCompresses() {
        for (Compression compression : new Compression[] {
            Compression.gzip().build(),
            Compression.snappy().build(),
            Compression.lz4().build(),
            Compression.zstd().build()
        }) {
            MemoryRecordsBuilder builder =
                    MemoryRecords.builder(ByteBuffer.allocate(1 << 20), compression, TimestampType.CREATE_TIME, 0L);
            for (int i = 0; i < 20; i++) {
                builder.append(100 + i, "key".getBytes(StandardCharsets.UTF_8), new byte[300_000]);
            }
            RecordBatches batches = RecordBatches.of(builder.build().buffer());
            assertThat(faultOf(batches)).as(compression.toString()).isNull();
            assertThat(batches.firstAtOrAfter(107, 0))
                    .hasValueSatisfying(r -> assertThat(r.offset()).isEqualTo(7));
            assertThat(batches.maxTimestampFrom(5)).isEqualTo(119);
        }
    }

    private static String faultOf(RecordBatches batches) {
        return RecordBatches.faultWithin(
                new BatchView().wrap(batches.buffer(), batches.buffer().position()), false);
    }

    /** The body of an empty record, behind a length that says something else. */
    private static byte[] recordThatClaims(int bytes) {
        ByteBuffer record = ByteBuffer.allocate(16);
        ByteUtils.writeVarint(bytes, record);
        // Attributes, timestamp delta, offset delta, no key, no value, no headers.
        record.put((byte) 0)
                .put((byte) 0)
                .put((byte) 0)
                .put((byte) 1)
                .put((byte) 1)
                .put((byte) 0);
        byte[] written = new byte[record.position()];
        record.flip().get(written);
        return written;
    }

    private static byte[] gzipped(byte... bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** As snappy-java frames a block, with a length of our choice. */
    private static byte[] framed(int length, byte... block) {
        return ByteBuffer.allocate(20 + block.length)
                .putLong(0x82534e4150505900L)
                .putInt(1)
                .putInt(1)
                .putInt(length)
                .put(block)
                .array();
    }

    /** One batch of one record with this content, and the checksum of it. */
    private static RecordBatches batch(int compressionId, byte... content) {
        ByteBuffer buffer = ByteBuffer.allocate(BatchView.HEADER_SIZE + content.length);
        buffer.putInt(BatchView.LENGTH_POSITION, buffer.capacity() - BatchView.LOG_OVERHEAD)
                .put(16, BatchView.MAGIC_V2)
                .putShort(21, (short) compressionId)
                .putLong(43, BatchView.NO_PRODUCER_ID)
                .putShort(51, BatchView.NO_PRODUCER_EPOCH)
                .putInt(53, BatchView.NO_SEQUENCE)
                .putInt(57, 1)
                .put(BatchView.HEADER_SIZE, content);
        // Another timestamp, and with it the checksum.
        new BatchView().wrap(buffer, 0).setMaxTimestamp(MessageTimestampType.CREATE_TIME, MAX_TIMESTAMP);
        return RecordBatches.of(buffer);
    }
}
