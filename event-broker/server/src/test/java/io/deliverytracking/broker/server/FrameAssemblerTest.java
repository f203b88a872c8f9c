package io.deliverytracking.broker.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameAssemblerTest {

    private static final int MAX_FRAME_BYTES = 1_000_000;

    private final FrameAssembler assembler = new FrameAssembler(MAX_FRAME_BYTES);

    @Test
    void severalFramesInOneBufferComeOutOneByOne() {
        ByteBuf chunk = Unpooled.wrappedBuffer(frame(8, 1), frame(20, 2), frame(9, 3));

        assertThat(assembler.next(chunk)).isEqualTo(body(8, 1));
        assertThat(assembler.next(chunk)).isEqualTo(body(20, 2));
        assertThat(assembler.next(chunk)).isEqualTo(body(9, 3));
        assertThat(assembler.next(chunk)).isNull();
        assertThat(assembler.isInsideFrame()).isFalse();
    }

    @Test
    void aFrameMayArriveByteByByte() {
        List<ByteBuffer> frames = new ArrayList<>();
        for (byte b : concat(frame(11, 1), frame(8, 2))) {
            ByteBuffer frame = assembler.next(Unpooled.wrappedBuffer(new byte[] {b}));
            if (frame != null) {
                frames.add(frame);
            }
        }
        assertThat(frames).containsExactly(body(11, 1), body(8, 2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void howTheStreamIsCutNeverMatters(long seed) {
        Random random = new Random(seed);
        List<ByteBuffer> sent = new ArrayList<>();
        byte[] stream = {};
        for (int i = 0; i < 20; i++) {
            int size = 8 + random.nextInt(random.nextBoolean() ? 40 : 600_000);
            sent.add(body(size, i));
            stream = concat(stream, frame(size, i));
        }
        List<ByteBuffer> received = new ArrayList<>();
        for (int position = 0; position < stream.length; ) {
            int length = Math.min(stream.length - position, 1 + random.nextInt(random.nextBoolean() ? 7 : 300_000));
            ByteBuf chunk = Unpooled.wrappedBuffer(stream, position, length);
            position += length;
            for (ByteBuffer frame = assembler.next(chunk); frame != null; frame = assembler.next(chunk)) {
                received.add(frame);
            }
            assertThat(chunk.isReadable()).isFalse();
        }
        assertThat(received).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 7, Integer.MIN_VALUE, MAX_FRAME_BYTES + 1, Integer.MAX_VALUE})
    void aLengthThatNoRequestHasIsRefusedBeforeItsBytesArrive(int length) {
        ByteBuf chunk = Unpooled.buffer().writeInt(length);

        assertThatThrownBy(() -> assembler.next(chunk))
                .isInstanceOf(InvalidFrameException.class)
                .hasMessageContaining("Frame length " + length);
    }

    @Test
    void aClaimedLengthCostsNoMemoryBeforeTheBytesArrive() {
        FrameAssembler large = new FrameAssembler(Integer.MAX_VALUE);

        // Would fail with OutOfMemoryError if two gigabytes were allocated for four bytes.
        assertThat(large.next(Unpooled.buffer().writeInt(Integer.MAX_VALUE))).isNull();
        assertThat(large.isInsideFrame()).isTrue();
    }

    @Test
    void aFrameOfWhichLittleHasArrivedTakesLittle() {
        FrameAssembler large = new FrameAssembler(Integer.MAX_VALUE);

        assertThat(large.next(Unpooled.buffer().writeInt(16_000_000).writeByte(1)))
                .isNull();
        assertThat(large.unfinishedBytes()).isPositive().isLessThanOrEqualTo(16 * 1024);
    }

    private static byte[] frame(int size, int fill) {
        return ByteBuffer.allocate(4 + size).putInt(size).put(body(size, fill)).array();
    }

    private static ByteBuffer body(int size, int fill) {
        ByteBuffer body = ByteBuffer.allocate(size);
        for (int i = 0; i < size; i++) {
            body.put((byte) (fill + i));
        }
        return body.flip();
    }

    private static byte[] concat(byte[] first, byte[]... others) {
        byte[] all = first;
        for (byte[] other : others) {
            all = ByteBuffer.allocate(all.length + other.length)
                    .put(all)
                    .put(other)
                    .array();
        }
        return all;
    }
}
