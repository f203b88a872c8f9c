package io.deliverytracking.demo.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.DeliveryHome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskWatchTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long PLENTY = 10 * DiskWatch.LOW_BYTES;

    private final Map<Path, Long> free = new HashMap<>();
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private long nowNs = Long.MAX_VALUE - SECOND;

    @TempDir
    private Path root;

    @Test
    void aDiskThatFillsUpIsToldOnceWithAllThatLiesOnIt() {
        Path broker = directory("broker");
        Path ledger = directory("simulator");
        Path other = directory("postgres");
        DiskWatch watch = watch(broker, ledger, other);
        assertThat(told(watch)).isEmpty();

        free.put(broker, DiskWatch.LOW_BYTES - 1);
        free.put(ledger, DiskWatch.LOW_BYTES - 1);
        assertThat(told(watch))
                .startsWith("! The disk is nearly full: 63 MB are free where " + broker + " and " + ledger + " is.")
                .doesNotContain(other.toString());
        free.put(broker, 0L);
        assertThat(told(watch)).isEmpty();
    }

    @Test
    void aDiskThatWasClearedAndFillsUpAgainIsToldAgain() {
        Path broker = directory("broker");
        DiskWatch watch = watch(broker);
        free.put(broker, 0L);
        assertThat(told(watch)).contains(": 0 MB");
        free.put(broker, PLENTY);
        assertThat(told(watch)).isEmpty();
        free.put(broker, 0L);
        assertThat(told(watch)).contains(": 0 MB");
    }

    @Test
    void everyPartThatKeepsSomethingIsWatched() {
        Path data = root.resolve("data");
        assertThat(DiskWatch.directories(DeliveryHome.of(root, root)))
                .contains(data.resolve("broker"), data.resolve("postgres"), data.resolve("analytics"));
    }

    @Test
    void itLooksOnceASecond() {
        Path broker = directory("broker");
        DiskWatch watch = watch(broker);
        assertThat(told(watch)).isEmpty();
        free.put(broker, 0L);
        watch.tick(nowNs + SECOND - 1);
        assertThat(screen.size()).isZero();
        assertThat(told(watch)).isNotEmpty();
    }

    private Path directory(String name) {
        // One that exists is asked itself; one that does not, its parent.
        Path directory = root.resolve(name);
        assertThat(directory.toFile().mkdir()).isTrue();
        free.put(directory, PLENTY);
        return directory;
    }

    private DiskWatch watch(Path... directories) {
        Machine machine = new Machine(root, directory -> OptionalLong.of(free.getOrDefault(directory, PLENTY)));
        PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
        return new DiskWatch(List.of(directories), machine, new Console(out, false), nowNs);
    }

    /** What a tick a second later says. */
    private String told(DiskWatch watch) {
        nowNs += SECOND;
        watch.tick(nowNs);
        String said = screen.toString(StandardCharsets.UTF_8);
        screen.reset();
        return said;
    }
}
