package io.deliverytracking.broker.simulation.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.deliverytracking.broker.simulation.DamageMatrix;
import io.deliverytracking.broker.simulation.Workload;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Indexes, checkpoints and snapshots with other bytes in them than were written: what is found wrong is made anew or
 * reported, and no reader is given what passes for something else.
 *
 * <p>Input: which file, in one byte, and its bytes.
 */
class StoredFileFuzzTest {

    private static final DamageMatrix DISK = new DamageMatrix(1, withoutLastStart());
    private static final List<String> FILES = DISK.files().stream()
            .filter(path -> !path.endsWith(".log") && !path.contains("__cluster_metadata"))
            .toList();
    private static final long MOST_ALLOCATED = 64L * 1024 * 1024;

    private static List<Workload.Step> withoutLastStart() {
        List<Workload.Step> steps = Workload.steps();
        return steps.subList(0, steps.size() - 2);
    }

    static Stream<byte[]> seeds() {
        return IntStream.range(0, FILES.size()).mapToObj(i -> {
            byte[] contents = DISK.contents(FILES.get(i));
            return ByteBuffer.allocate(1 + contents.length)
                    .put((byte) i)
                    .put(contents)
                    .array();
        });
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void aStoredFileIsWholeOrMadeAnewOrReported(byte[] input) {
        if (input.length > 0) {
            String path = FILES.get((input[0] & 0xff) % FILES.size());
            byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
            Allocation.requireAtMost(MOST_ALLOCATED, () -> DISK.outcomeOf(path, bytes));
        }
    }
}
