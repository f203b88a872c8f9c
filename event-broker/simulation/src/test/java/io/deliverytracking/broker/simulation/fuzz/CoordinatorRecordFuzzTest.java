package io.deliverytracking.broker.simulation.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.deliverytracking.broker.group.GroupConfig;
import io.deliverytracking.broker.log.AppendOrigin;
import io.deliverytracking.broker.record.RecordBatchBuilder;
import io.deliverytracking.broker.replication.Partition;
import io.deliverytracking.broker.simulation.SimulatedBroker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A record of {@code __consumer_offsets} that nobody can make sense of: its groups have no coordinator, or the record is
 * passed over; the broker starts and serves.
 *
 * <p>Input: the length of the key in one byte, the key, the value.
 */
class CoordinatorRecordFuzzTest {

    private static final long MOST_ALLOCATED = 64L * 1024 * 1024;

    static Stream<byte[]> seeds() {
        byte[] offsetKey = bytes(40, buffer -> {
            string(buffer.putShort((short) 1), "g");
            string(buffer, "t");
            buffer.putInt(0);
        });
        byte[] groupKey = bytes(40, buffer -> string(buffer.putShort((short) 2), "g"));
        byte[] offset = bytes(60, buffer -> {
            string(buffer.putShort((short) 3).putLong(17).putInt(0), "note");
            buffer.putLong(1_700_000_000_000L);
        });
        byte[] expiring = bytes(60, buffer -> {
            string(buffer.putShort((short) 1).putLong(17), "note");
            buffer.putLong(1_700_000_000_000L).putLong(1_700_000_000_000L);
        });
        byte[] flexible = bytes(
                60,
                buffer -> buffer.putShort((short) 4)
                        .putLong(17)
                        .putInt(0)
                        .put((byte) 3)
                        .put(new byte[] {'a', 'b'})
                        .putLong(1_700_000_000_000L)
                        .put((byte) 0));
        byte[] group = bytes(200, buffer -> {
            string(buffer.putShort((short) 3), "consumer");
            string(buffer.putInt(1), "range");
            string(buffer, "m-1");
            buffer.putLong(1_700_000_000_000L).putInt(1);
            string(buffer, "m-1");
            buffer.putShort((short) -1);
            string(buffer, "client");
            string(buffer, "/127.0.0.1");
            buffer.putInt(10_000)
                    .putInt(10_000)
                    .putInt(2)
                    .putShort((short) 1)
                    .putInt(2)
                    .putShort((short) 0);
        });
        return Stream.of(
                input(offsetKey, offset),
                input(offsetKey, expiring),
                input(offsetKey, flexible),
                input(offsetKey, new byte[0]),
                input(groupKey, group));
    }

    private interface Filling {
        void fill(ByteBuffer buffer);
    }

    private static byte[] bytes(int most, Filling filling) {
        ByteBuffer buffer = ByteBuffer.allocate(most);
        filling.fill(buffer);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static void string(ByteBuffer buffer, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        buffer.putShort((short) utf8.length).put(utf8);
    }

    private static byte[] input(byte[] key, byte[] value) {
        return ByteBuffer.allocate(1 + key.length + value.length)
                .put((byte) key.length)
                .put(key)
                .put(value)
                .array();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void aRecordOfTheCoordinatorIsUnderstoodOrKeepsNobodyElseFromServing(byte[] input) {
        if (input.length > 0) {
            Allocation.requireAtMost(MOST_ALLOCATED, () -> appendAndLoad(input));
        }
    }

    private static void appendAndLoad(byte[] input) {
        int keyEnd = Math.min(input.length, 1 + (input[0] & 0xff));
        byte[] key = Arrays.copyOfRange(input, 1, keyEnd);
        byte[] value = keyEnd == input.length ? null : Arrays.copyOfRange(input, keyEnd, input.length);
        SimulatedBroker broker = FuzzedBroker.start();
        append(broker, new RecordBatchBuilder().add(broker.lane().wallClockMs(), key, value));
        broker.kill();

        Throwable failure = broker.start();
        if (failure != null) {
            throw new AssertionError("the broker does not start any more", failure);
        }
        // Sessions of members, sweeps of offsets.
        broker.advance(700_000);
        Partition other = broker.node().partitions().find(FuzzedBroker.TOPIC, 0);
        if (other == null || other.isOffline()) {
            throw new AssertionError("another partition is not served");
        }
    }

    private static void append(SimulatedBroker broker, RecordBatchBuilder batch) {
        Partition partition = broker.node().partitions().find(GroupConfig.OFFSETS_TOPIC, 0);
        if (partition == null) {
            throw new AssertionError("there is no " + GroupConfig.OFFSETS_TOPIC);
        }
        partition.append(
                batch.build(),
                AppendOrigin.COORDINATOR,
                Partition.ACKS_ALL,
                broker.lane().wallClockMs());
    }
}
