package io.deliverytracking.demo.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.demo.process.OwnSession;
import io.deliverytracking.demo.process.PidFile;
import io.deliverytracking.demo.process.ProcessSpec;
import io.deliverytracking.demo.services.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class KeeperTest {

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    @TempDir
    Path directory;

    @Test
    void aPartThatWillNotEndIsWaitedForOnceAndThenKilled() throws Exception {
        Path deaf = directory.resolve("deaf");
        ProcessSpec spec = new ProcessSpec(
                "broker",
                List.of("sh", "-c", "trap '' TERM; touch '" + deaf + "'; while true; do sleep 1; done"),
                Map.of(),
                directory,
                directory.resolve("broker.log"),
                "TERM",
                PATIENCE);
        Keeper keeper = new Keeper(Part.BROKER, spec, PidFile.in(directory, "broker"), OwnSession.ofThisMachine());
        keeper.start(System.nanoTime());
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(deaf));

        keeper.askToStop();
        long askedNs = System.nanoTime();
        // As the ending does, which keeps the other parts alive meanwhile.
        await().atMost(Duration.ofSeconds(20)).until(() -> System.nanoTime() - askedNs > PATIENCE.toNanos());

        assertThat(keeper.stop()).isFalse();
        assertThat(keeper.isAlive()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - askedNs)).isLessThan(PATIENCE.multipliedBy(2));
    }
}
