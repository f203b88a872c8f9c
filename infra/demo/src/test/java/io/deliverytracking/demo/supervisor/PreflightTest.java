package io.deliverytracking.demo.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.services.DemoPlan;
import io.deliverytracking.demo.services.Part;
import io.deliverytracking.demo.services.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that have too little of something: their files of {@code /proc} and {@code /sys} are the test's. */
class PreflightTest {

    private static final long MB = 1 << 20;

    @TempDir
    Path directory;

    private Path root;
    private Machine machine;
    private long freeDisk = 100_000 * MB;

    @BeforeEach
    void aMachineWithPlentyAndEverythingBuilt() throws IOException {
        root = Files.createDirectory(directory.resolve("root"));
        machine = new Machine(root, existing -> OptionalLong.of(freeDisk));
        memory(16_000);
        for (Part part : Part.values()) {
            if (!part.module().isEmpty()) {
                write(directory, part.module() + "/target/quarkus-app/quarkus-run.jar", "");
            }
        }
    }

    @Test
    void withEnoughOfEverythingThereIsNothingToSay() throws Exception {
        Preflight.check(plan(1_000, Ports.free()), machine);
    }

    @Test
    void tooLittleMemoryIsToldWithBothNumbers() throws Exception {
        memory(1_500);
        assertRefused(plan(1_000, Ports.free()), "only 1,500 MB of memory are free; this demo needs 2,100 MB");
    }

    @Test
    void theLimitOfAContainerCountsMoreThanTheMachineItRunsOn() throws Exception {
        group("memory.max", 2_000 * MB + "\n");
        group("memory.current", 900 * MB + "\n");
        group("memory.stat", "anon 7\ninactive_file " + 300 * MB + "\nactive_file 9\n");
        assertRefused(plan(1_000, Ports.free()), "only 1,400 MB of memory are free");
        group("memory.max", "max\n");
        Preflight.check(plan(1_000, Ports.free()), machine);
    }

    @Test
    void aSystemThatDoesNotSayWhatIsFreeIsGivenATry() throws Exception {
        Files.delete(root.resolve("proc/meminfo"));
        Preflight.check(plan(1_000, Ports.free()), machine);
    }

    @Test
    void tooLittleDiskIsToldWithTheWaysOut() throws Exception {
        freeDisk = 2_000 * MB;
        // 1.5 GB for an empty system, and 200 bytes an event.
        Preflight.check(plan(1_000, Ports.free()), machine);
        assertRefused(
                plan(100_000, Ports.free()),
                "only 2,000 MB are free where " + directory.resolve("home/data") + " is; this demo may need 2,574 MB"
                        + " (a shorter --duration, fewer --riders, or another --data-dir helps)");
    }

    @Test
    void aTakenPortIsToldWithItsOwnerAndAMissingPackageWithItsPlace() throws Exception {
        Files.delete(directory.resolve("db-writer/target/quarkus-app/quarkus-run.jar"));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports = Ports.usualExcept(Map.of("simulator", taken.getLocalPort()));
            assertThatThrownBy(() -> Preflight.check(plan(1_000, ports), machine))
                    .hasMessageContaining("db-writer is not built")
                    .hasMessageContaining("port " + taken.getLocalPort() + " (simulator) is taken by pid "
                            + ProcessHandle.current().pid())
                    .hasMessageContaining("--port simulator=NUMBER");
        }
    }

    private DemoPlan plan(int riders, Ports ports) {
        return new DemoPlan(
                DeliveryHome.of(directory, directory.resolve("home")),
                riders,
                1,
                Optional.of(Duration.ofSeconds(60)),
                ports,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                true,
                Optional.empty());
    }

    private void memory(long availableMb) throws IOException {
        write(root, "proc/meminfo", "MemTotal: 99 kB\nMemAvailable:   " + (availableMb << 10) + " kB\nBuffers: 5 kB\n");
    }

    private void group(String file, String content) throws IOException {
        write(root, "sys/fs/cgroup/" + file, content);
    }

    private static void write(Path below, String file, String content) throws IOException {
        Path target = below.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, content);
    }

    private void assertRefused(DemoPlan plan, String words) {
        assertThatThrownBy(() -> Preflight.check(plan, machine))
                .isInstanceOfSatisfying(
                        DemoFailure.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(ExitStatus.ENVIRONMENT))
                .hasMessageContaining(words);
    }
}
