package io.deliverytracking.broker.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.broker.port.ReadMemory;
import io.deliverytracking.broker.record.RecordBatches;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.RecordsSend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of answers whose records lie in borrowed memory: their bytes, and when the memory is given back. */
class ResponseEncoderTest {

    private static final long MEMORY_BYTES = 64 * 1024 * 1024;
    private static final int CORRELATION_ID = 7;
    private static final int LARGE = ResponseEncoder.LARGE_BYTES;
    private static final int PART = PartedWritable.SMALLEST_PART_BYTES;

    private final DirectReadMemory memory = new DirectReadMemory(MEMORY_BYTES);
    private final ReadMemory.Lease lease = memory.lease();
    private final Random random = new Random(3);

    @AfterEach
    void everythingIsGivenBack() {
        assertThat(memory.leasedBytes()).isZero();
    }

    /** What is in the buffers is of no interest to the encoder. */
    private FetchResponseData answer(int... recordBytes) {
        FetchableTopicResponse topic = new FetchableTopicResponse().setTopic("t");
        for (int i = 0; i < recordBytes.length; i++) {
            byte[] content = new byte[recordBytes[i]];
            random.nextBytes(content);
            ByteBuffer records = lease.allocate(content.length).put(content).flip();
            topic.partitions()
                    .add(new PartitionData()
                            .setPartitionIndex(i)
                            .setHighWatermark(10L * i)
                            .setRecords(RecordBatches.of(records).toRecords()));
        }
        FetchResponseData answer = new FetchResponseData();
        answer.responses().add(topic);
        return answer;
    }

    private ByteBuf encode(FetchResponseData answer, short version) {
        return ResponseEncoder.encode(ByteBufAllocator.DEFAULT, ApiKeys.FETCH, version, CORRELATION_ID, answer, lease);
    }

    private static byte[] expected(FetchResponseData answer, short version) {
        ResponseHeaderData header = new ResponseHeaderData().setCorrelationId(CORRELATION_ID);
        return RawClient.frame(header, ApiKeys.FETCH.responseHeaderVersion(version), answer, version);
    }

    @ParameterizedTest
    @ValueSource(shorts = {4, 11, 12, 18})
    void aFrameInPartsHasTheBytesOfOneInOnePiece(short version) {
        FetchResponseData answer = answer(LARGE, 0, PART - 1, PART, 61, 2 * LARGE);
        ByteBuf frame = encode(answer, version);
        assertThat(frame.nioBufferCount()).isEqualTo(3 + 4);
        assertThat(frame.isDirect()).isTrue();
        assertThat(ByteBufUtil.getBytes(frame)).isEqualTo(expected(answer, version));
        frame.release();
    }

    @Test
    void manySmallPartitionsOfALargeAnswerAreCopied() {
        int[] small = new int[LARGE / PART + 10];
        Arrays.fill(small, PART - 1);
        FetchResponseData answer = answer(small);
        ByteBuf frame = encode(answer, (short) 12);
        assertThat(frame.nioBufferCount()).isEqualTo(1);
        assertThat(ByteBufUtil.getBytes(frame)).isEqualTo(expected(answer, (short) 12));
        frame.release();
    }

    @Test
    void theMemoryOfALargeAnswerIsGivenBackWithItsFrame() {
        ByteBuf frame = encode(answer(LARGE), (short) 12);
        assertThat(memory.leasedBytes()).isPositive();
        frame.release();
        assertThat(memory.leasedBytes()).isZero();
    }

    @Test
    void theMemoryOfASmallAnswerIsGivenBackAtOnce() {
        FetchResponseData answer = answer(LARGE / 2, 5);
        byte[] expected = expected(answer, (short) 12);
        ByteBuf frame = encode(answer, (short) 12);
        assertThat(memory.leasedBytes()).isZero();
        assertThat(ByteBufUtil.getBytes(frame)).isEqualTo(expected);
        frame.release();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LARGE})
    void anAnswerThatCannotBeWrittenGivesItsMemoryBack(int bytes) {
        FetchResponseData answer = answer(bytes, 1);
        answer.responses().get(0).partitions().get(1).setRecords(new NotInMemory());
        assertThatThrownBy(() -> encode(answer, (short) 12)).isInstanceOf(RuntimeException.class);
        assertThat(memory.leasedBytes()).isZero();
    }

    private static final class NotInMemory implements BaseRecords {
        @Override
        public int sizeInBytes() {
            return 1;
        }

        @Override
        public RecordsSend<? extends BaseRecords> toSend() {
            throw new UnsupportedOperationException();
        }
    }
}
