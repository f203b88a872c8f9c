package io.deliverytracking.demo.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.traces.Bounds;
import io.deliverytracking.traces.TraceReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void theBrokerOfTheScriptHasTheFlagsOfTheDemos() throws IOException {
        String script = Files.readString(Path.of("..", "..", "delivery"));
        assertThat(script)
                .contains("-Xmx${DELIVERY_BROKER_HEAP:-128m} ")
                .contains(JvmFlags.young(Part.BROKER))
                .contains(JvmFlags.fixed());
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
    void aTraceHasRoomToBeSortedIn() {
        assertThat(JvmFlags.heap(Part.SIMULATOR, replay(10_000, 100, 100))).isEqualTo("-Xmx193m");
        assertThat(megabytes(JvmFlags.heap(Part.SIMULATOR, replay(5_000_000, 100, 100))))
                .isBetween(192 + 5_000_000L * 112 / MB, 192 + 5_000_000L * 130 / MB);
        assertThat(megabytes(JvmFlags.heap(Part.SIMULATOR, replay(1_000_000, 1_000_000, 1_000_000))))
                .as("names of riders take room as well")
                .isGreaterThan(192 + 1_000_000L * (112 + 200) / MB);
    }

    @Test
    void copiesNeedTheRoomOfRidersAndNotOfRows() {
        assertThat(JvmFlags.heap(Part.SIMULATOR, replay(60_000, 800, 100_000)))
                .isEqualTo(JvmFlags.heap(Part.SIMULATOR, replay(60_000, 800, 800)));
        assertThat(megabytes(JvmFlags.heap(Part.LOCATION_CONSUMER, replay(60_000, 800, 1_000_000))))
                .isGreaterThan(256 + 900_000L * 200 / MB);
    }

    @Test
    void aLoopMayFillWhatARoundDoesNot() {
        long round = replay(60_000, 800, 100_000, false).diskBytes();
        assertThat(round).isLessThan(4_000_000_000L);
        assertThat(replay(60_000, 800, 100_000, true).diskBytes()).isEqualTo(10_000_000_000L);
    }

    @Test
    void aHeapOfAnotherSizeStartsFromTheSameArchive() {
        assertThat(JvmFlags.fixed()).noneMatch(flag -> flag.startsWith("-Xmx"));
    }

    private DemoPlan riders(int riders) throws IOException {
        return plan(riders, Optional.empty());
    }

    private DemoPlan replay(long rows, int riders, int allRiders) {
        return replay(rows, riders, allRiders, false);
    }

    private DemoPlan replay(long rows, int riders, int allRiders, boolean loop) {
        TraceReport trace = new TraceReport(
                1,
                0,
                List.of(),
                rows,
                rows,
                Map.of(),
                List.of(),
                0,
                0,
                riders,
                0,
                600_000,
                rows / 600.0,
                new Bounds(0, 0, 10, 10));
        try {
            return plan(allRiders, Optional.of(new ReplayPlan(trace, allRiders, 5, loop)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DemoPlan plan(int riders, Optional<ReplayPlan> replay) throws IOException {
        return new DemoPlan(
                DeliveryHome.of(directory, directory.resolve("home")),
                riders,
                1,
                Optional.empty(),
                Ports.free(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                true,
                replay);
    }

    private static long megabytes(String heap) {
        return Long.parseLong(heap.substring("-Xmx".length(), heap.length() - 1));
    }
}
