package io.deliverytracking.broker.server;

import static io.deliverytracking.broker.server.DirectReadMemory.CHUNK_BYTES;
import static io.deliverytracking.broker.server.DirectReadMemory.MOST_IDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.deliverytracking.broker.port.ReadMemory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class DirectReadMemoryTest {

    private static final int MEMORY_BYTES = 64 * CHUNK_BYTES;

    private final DirectReadMemory memory = new DirectReadMemory(MEMORY_BYTES);

    @Test
    void aLeaseTakesNothingUntilItIsAsked() {
        ReadMemory.Lease lease = memory.lease();
        assertThat(memory.leasedBytes()).isZero();
        lease.release();
        assertThat(memory.idleBytes()).isZero();
    }

    @Test
    void smallBuffersShareAChunkAndNoByteOfIt() {
        ReadMemory.Lease lease = memory.lease();
        ByteBuffer one = lease.allocate(3);
        ByteBuffer other = lease.allocate(CHUNK_BYTES - 3);
        assertThat(memory.leasedBytes()).isEqualTo(CHUNK_BYTES);
        while (other.hasRemaining()) {
            other.put((byte) 2);
        }
        one.put(new byte[] {1, 1, 1});

        assertThat(one.hasRemaining()).isFalse();
        assertThat(one.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 1, 1}));
        assertThat(other.flip().get(0)).isEqualTo((byte) 2);
        assertThat(lease.allocate(1).isDirect()).isTrue();
        assertThat(memory.leasedBytes()).isEqualTo(2 * CHUNK_BYTES);
    }

    @Test
    void aBufferLargerThanAChunkIsOneOfItsOwnAndIsNotKept() {
        ReadMemory.Lease lease = memory.lease();
        lease.allocate(10);
        assertThat(lease.allocate(CHUNK_BYTES + 1).remaining()).isEqualTo(CHUNK_BYTES + 1);
        // What was begun goes on behind it.
        lease.allocate(10);
        assertThat(memory.leasedBytes()).isEqualTo(2 * CHUNK_BYTES + 1);

        lease.release();
        assertThat(memory.leasedBytes()).isZero();
        assertThat(memory.idleBytes()).isEqualTo(CHUNK_BYTES);
    }

    @Test
    void whatWasGivenBackIsUsedAgain() {
        ReadMemory.Lease first = memory.lease();
        first.allocate(CHUNK_BYTES).put(0, (byte) 42);
        first.release();
        assertThat(memory.lease().allocate(CHUNK_BYTES).get(0)).isEqualTo((byte) 42);
        assertThat(memory.idleBytes()).isZero();
    }

    @Test
    void givingBackTwiceGivesBackOnce() {
        ReadMemory.Lease lease = memory.lease();
        lease.allocate(1);
        lease.release();
        lease.release();
        assertThat(memory.idleBytes()).isEqualTo(CHUNK_BYTES);
        assertThat(memory.leasedBytes()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> lease.allocate(1));
    }

    @Test
    void noMoreIsKeptThanTheBound() {
        ReadMemory.Lease lease = memory.lease();
        for (int i = 0; i <= MOST_IDLE; i++) {
            lease.allocate(CHUNK_BYTES);
        }
        lease.release();
        assertThat(memory.idleBytes()).isEqualTo((long) MOST_IDLE * CHUNK_BYTES);
    }

    @Test
    void anAnswerGetsAQuarterOfWhatOthersLeave() {
        ReadMemory.Lease first = memory.lease();
        assertThat(first.reserve(MEMORY_BYTES)).isEqualTo(16 * CHUNK_BYTES);
        ReadMemory.Lease second = memory.lease();
        assertThat(second.reserve(MEMORY_BYTES)).isEqualTo(12 * CHUNK_BYTES);
        assertThat(memory.lease().reserve(CHUNK_BYTES)).isEqualTo(CHUNK_BYTES);
        first.release();
        second.release();
        assertThat(memory.leasedBytes()).isEqualTo(CHUNK_BYTES);
    }

    @Test
    void whereTheMemoryIsGoneAnAnswerIsStillMoreThanNothing() {
        memory.lease().allocate(2 * MEMORY_BYTES);
        assertThat(memory.lease().reserve(MEMORY_BYTES)).isEqualTo(DirectReadMemory.LEAST_BYTES);
        assertThat(memory.lease().reserve(0)).isZero();
    }

    @Test
    void whatWasSetAsideAndNotAllocatedIsFreeAfterTheRead() {
        ReadMemory.Lease lease = memory.lease();
        lease.reserve(10 * CHUNK_BYTES);
        lease.allocate(CHUNK_BYTES);
        assertThat(memory.leasedBytes()).isEqualTo(10 * CHUNK_BYTES);
        lease.settle();
        assertThat(memory.leasedBytes()).isEqualTo(CHUNK_BYTES);
        // The first batch may be larger than what was granted.
        lease.allocate(20 * CHUNK_BYTES);
        assertThat(memory.leasedBytes()).isEqualTo(21 * CHUNK_BYTES);
        lease.release();
        assertThat(memory.leasedBytes()).isZero();
    }

    @Test
    void afterTheEndNothingIsKept() {
        ReadMemory.Lease underWay = memory.lease();
        underWay.allocate(1);
        ReadMemory.Lease done = memory.lease();
        done.allocate(1);
        done.release();
        memory.close();
        assertThat(memory.idleBytes()).isZero();
        underWay.release();
        assertThat(memory.idleBytes()).isZero();
        assertThat(memory.leasedBytes()).isZero();
    }
}
