package io.deliverytracking.demo.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.DeliveryHome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmFlagsTest {

    private static final long MB = 1 << 20;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "BROKER, 128",
        "SIMULATOR, 192",
        "LOCATION_CONSUMER, 256",
        "ANALYTICS_CONSUMER, 256",
        "DB_WRITER, 160",
        "CONSOLE, 96"
    })
    void theUsualRidersHaveTheUsualHeap(Part part, int megabytes) throws IOException {
        assertThat(JvmFlags.heap(part, riders(100_000))).isEqualTo("-Xmx" + megabytes + "m");
        assertThat(JvmFlags.heap(part, riders(1))).isEqualTo("-Xmx" + megabytes + "m");
    }

    @Test
    void asManyRidersAsThereMayBeHaveTheRoomThatTheirArraysTake() throws IOException {
        DemoPlan most = riders(2_000_000);
        // What the simulator keeps of a rider, and what the writer does in two tables that are half full.
        assertThat(megabytes(JvmFlags.heap(Part.SIMULATOR, most))).isGreaterThan(192 + 1_900_000L * 113 / MB);
        assertThat(megabytes(JvmFlags.heap(Part.DB_WRITER, most))).isGreaterThan(160 + 1_900_000L * 5 * 56 / MB);
        assertThat(JvmFlags.heap(Part.BROKER, most)).isEqualTo("-Xmx128m");
        assertThat(most.memoryBytes()).isGreaterThan(riders(100_000).memoryBytes() + 2_000 * MB);
    }

    @Test
    void aFileThatIsReplayedHasRoomToBeSortedIn() throws IOException {
        assertThat(JvmFlags.heap(Part.SIMULATOR, replay(1_000_000))).isEqualTo("-Xmx196m");
        assertThat(megabytes(JvmFlags.heap(Part.SIMULATOR, replay(150 * MB))))
                .isGreaterThan(192 + 2_500_000L * 112 / MB);
        // Longer ones are refused, so there is an end to it.
        assertThat(JvmFlags.heap(Part.SIMULATOR, replay(900 * MB)))
                .isEqualTo(JvmFlags.heap(Part.SIMULATOR, replay(1_000 * MB)))
                .isEqualTo("-Xmx764m");
        Files.delete(directory.resolve("fixes.csv"));
        assertThat(JvmFlags.heap(Part.SIMULATOR, replayOf(directory.resolve("fixes.csv"))))
                .isEqualTo("-Xmx192m");
    }

    @Test
    void aHeapOfAnotherSizeStartsFromTheSameArchive() {
        assertThat(JvmFlags.fixed()).noneMatch(flag -> flag.startsWith("-Xmx"));
    }

    private DemoPlan riders(int riders) throws IOException {
        return plan(riders, Map.of());
    }

    /** Without blocks on the disk: its size is all that counts. */
    private DemoPlan replay(long fileBytes) throws IOException {
        Path file = directory.resolve("fixes.csv");
        try (RandomAccessFile holes = new RandomAccessFile(file.toFile(), "rw")) {
            holes.setLength(fileBytes);
        }
        return replayOf(file);
    }

    private DemoPlan replayOf(Path file) throws IOException {
        return plan(100_000, Map.of(Part.SIMULATOR, Map.of("simulator.replay.file", file.toString())));
    }

    private DemoPlan plan(int riders, Map<Part, Map<String, String>> settings) throws IOException {
        return new DemoPlan(
                DeliveryHome.of(directory, directory.resolve("home")),
                riders,
                1,
                Optional.empty(),
                Ports.free(),
                Optional.empty(),
                Optional.empty(),
                settings,
                true,
                !settings.isEmpty());
    }

    private static long megabytes(String heap) {
        return Long.parseLong(heap.substring("-Xmx".length(), heap.length() - 1));
    }
}
