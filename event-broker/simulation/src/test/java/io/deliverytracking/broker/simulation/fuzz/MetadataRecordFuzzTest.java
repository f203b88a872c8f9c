package io.deliverytracking.broker.simulation.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.deliverytracking.broker.port.SimulatedLane;
import io.deliverytracking.broker.simulation.SimulatedBroker;
import io.deliverytracking.broker.simulation.disk.SimulatedDisk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A batch of metadata records that passes its checksum and makes no sense: the broker does not start, and says which file
 * it was, or it serves.
 *
 * <p>Input: the records of one batch; the frame around them is made right.
 */
class MetadataRecordFuzzTest {

    private static final String FILE = SimulatedDisk.ROOT + "/__cluster_metadata-0/00000000000000000000.log";
    private static final int FILE_HEADER_BYTES = 16;
    private static final int FRAME_HEADER_BYTES = 24;
    private static final long MOST_ALLOCATED = 64L * 1024 * 1024;

    /** What a broker writes itself. */
    static Stream<byte[]> seeds() {
        return frames().stream().map(frame -> Arrays.copyOfRange(frame, FRAME_HEADER_BYTES, frame.length));
    }

    private static List<byte[]> frames() {
        byte[] file = FuzzedBroker.disk(FuzzedBroker.lane()).contents(FILE);
        List<byte[]> frames = new ArrayList<>();
        int at = FILE_HEADER_BYTES;
        while (at < file.length) {
            int end = at + FRAME_HEADER_BYTES + ByteBuffer.wrap(file).getInt(at);
            frames.add(Arrays.copyOfRange(file, at, end));
            at = end;
        }
        return frames;
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void aBatchOfMetadataIsUnderstoodOrTheBrokerDoesNotStart(byte[] input) {
        Allocation.requireAtMost(MOST_ALLOCATED, () -> startBehind(input));
    }

    private static void startBehind(byte[] input) {
        SimulatedLane lane = FuzzedBroker.lane();
        SimulatedDisk disk = FuzzedBroker.disk(lane);
        byte[] file = disk.contents(FILE);
        disk.overwrite(FILE, join(file, frame(frames().size(), input)));
        SimulatedBroker broker = FuzzedBroker.notStarted(disk, lane);

        Throwable failure = broker.start();
        if (failure != null && !String.valueOf(failure.getMessage()).contains("__cluster_metadata-0")) {
            throw new AssertionError("the broker does not start, and does not say which file is wrong", failure);
        }
    }

    private static byte[] frame(long offset, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER_BYTES + payload.length);
        frame.putInt(payload.length).putInt(crc(payload, payload.length)).putLong(offset);
        frame.putInt(Integer.MAX_VALUE / 2);
        frame.putInt(crc(frame.array(), FRAME_HEADER_BYTES - Integer.BYTES));
        return frame.put(payload).array();
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
