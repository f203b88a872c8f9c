package io.deliverytracking.broker.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The flyweight and the walk agree with the official classes about every batch. */
class BatchViewTest {

    private static ByteBuffer randomBatch(Random random) {
        boolean idempotent = random.nextBoolean();
        MemoryRecordsBuilder builder = new MemoryRecordsBuilder(
                ByteBuffer.allocate(64),
                RecordBatch.CURRENT_MAGIC_VALUE,
                random.nextBoolean() ? Compression.NONE : Compression.lz4().build(),
                TimestampType.CREATE_TIME,
                random.nextInt(1000),
                0,
                idempotent ? random.nextInt(1000) : RecordBatch.NO_PRODUCER_ID,
                idempotent ? (short) random.nextInt(100) : RecordBatch.NO_PRODUCER_EPOCH,
                idempotent ? random.nextInt() & Integer.MAX_VALUE : RecordBatch.NO_SEQUENCE,
                idempotent && random.nextBoolean(),
                false,
                random.nextInt(9),
                0);
        int count = 1 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            Header[] headers = new Header[random.nextInt(3)];
            for (int h = 0; h < headers.length; h++) {
                headers[h] = new RecordHeader("h" + h, random.nextBoolean() ? null : new byte[random.nextInt(200)]);
            }
            builder.append(
                    1_700_000_000_000L + random.nextInt(100_000),
                    random.nextBoolean() ? null : ByteBuffer.allocate(random.nextInt(300)),
                    random.nextBoolean() ? null : ByteBuffer.allocate(random.nextInt(300)),
                    headers);
        }
        return builder.build().buffer();
    }

    /** The batch somewhere in a larger buffer, on the heap or off it. */
    private static ByteBuffer embedded(ByteBuffer batch, int before, boolean direct) {
        int size = before + batch.remaining() + 10;
        ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
        buffer.position(before);
        buffer.put(batch.duplicate());
        return buffer.clear();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyFieldReadsAsTheOfficialClassReadsIt(boolean direct) {
        Random random = new Random(11);
        BatchView view = new BatchView();
        RecordWalk walk = new RecordWalk();
        for (int i = 0; i < 300; i++) {
            ByteBuffer bytes = randomBatch(random);
            MutableRecordBatch official =
                    MemoryRecords.readableRecords(bytes).batches().iterator().next();
            int before = random.nextInt(20);
            view.wrap(embedded(bytes, before, direct), before);

            assertThat(view.fits()).isTrue();
            assertThat(view.isCrcValid()).isTrue();
            assertThat(view.sizeInBytes()).isEqualTo(official.sizeInBytes());
            assertThat(view.magic()).isEqualTo(official.magic());
            assertThat(view.baseOffset()).isEqualTo(official.baseOffset());
            assertThat(view.lastOffset()).isEqualTo(official.lastOffset());
            assertThat(view.nextOffset()).isEqualTo(official.nextOffset());
            assertThat(view.maxTimestamp()).isEqualTo(official.maxTimestamp());
            assertThat(view.producerId()).isEqualTo(official.producerId());
            assertThat(view.hasProducerId()).isEqualTo(official.hasProducerId());
            assertThat(view.producerEpoch()).isEqualTo(official.producerEpoch());
            assertThat(view.baseSequence()).isEqualTo(official.baseSequence());
            assertThat(view.lastSequence()).isEqualTo(official.lastSequence());
            assertThat(view.recordCount()).isEqualTo(official.countOrNull());
            assertThat(view.isCompressed()).isEqualTo(official.isCompressed());
            assertThat(view.compressionId()).isEqualTo(official.compressionType().id);
            assertThat(view.isTransactional()).isEqualTo(official.isTransactional());
            assertThat(view.isControl()).isEqualTo(official.isControlBatch());
            assertThat(view.partitionLeaderEpoch()).isEqualTo(official.partitionLeaderEpoch());
            if (!view.isCompressed()) {
                assertThat(walk.walk(view)).isNull();
                assertThat(walk.maxTimestamp()).isEqualTo(official.maxTimestamp());
            }
        }
    }

    @Test
    void patchingKeepsTheBatchValidForTheOfficialClass() {
        Random random = new Random(12);
        for (int i = 0; i < 100; i++) {
            ByteBuffer bytes = randomBatch(random);
            BatchView view = new BatchView().wrap(bytes, bytes.position());
            view.setBaseOffset(5_000_000_000L);
            view.setPartitionLeaderEpoch(77);
            assertThat(view.isCrcValid()).isTrue();
            view.setMaxTimestamp(MessageTimestampType.LOG_APPEND_TIME, 42);

            MutableRecordBatch official =
                    MemoryRecords.readableRecords(bytes).batches().iterator().next();
            official.ensureValid();
            assertThat(official.baseOffset()).isEqualTo(5_000_000_000L);
            assertThat(official.partitionLeaderEpoch()).isEqualTo(77);
            assertThat(official.maxTimestamp()).isEqualTo(42);
            assertThat(official.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
        }
    }

    @Test
    void aWalkOverBrokenRecordsFindsFaultOrRecordsButNeverLeavesTheBatch() {
        Random random = new Random(13);
        RecordWalk walk = new RecordWalk();
        int faults = 0;
        for (int i = 0; i < 20_000; i++) {
            ByteBuffer bytes = randomBatch(random);
            BatchView view = new BatchView().wrap(bytes, bytes.position());
            if (view.isCompressed()) {
                continue;
            }
            int at = BatchView.HEADER_SIZE + random.nextInt(view.sizeInBytes() - BatchView.HEADER_SIZE);
            bytes.put(bytes.position() + at, (byte) random.nextInt(256));
            faults += walk.walk(view) == null ? 0 : 1;
        }
        assertThat(faults).isGreaterThan(100);
    }

    @Test
    void sequencesWrapLikeTheOfficialOnes() {
        for (int base : new int[] {0, 1, 5, Integer.MAX_VALUE - 2, Integer.MAX_VALUE - 1, Integer.MAX_VALUE}) {
            for (int delta = 0; delta < 5; delta++) {
                assertThat(Sequences.plus(base, delta))
                        .isEqualTo(org.apache.kafka.common.record.internal.DefaultRecordBatch.incrementSequence(
                                base, delta));
            }
        }
        assertThat(Sequences.follows(Integer.MAX_VALUE, 0)).isTrue();
        assertThat(Sequences.follows(4, 5)).isTrue();
        assertThat(Sequences.follows(4, 4)).isFalse();
    }
}
