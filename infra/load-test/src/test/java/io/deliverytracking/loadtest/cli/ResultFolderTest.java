package io.deliverytracking.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.demo.supervisor.Console;
import io.deliverytracking.demo.supervisor.DemoFailure;
import io.deliverytracking.loadtest.output.ResultFiles;
import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.Environment;
import io.deliverytracking.loadtest.result.Latency;
import io.deliverytracking.loadtest.result.LoadTestResult;
import io.deliverytracking.loadtest.result.Resources;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Trial;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFolderTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(said, true, StandardCharsets.UTF_8), false);

    @TempDir
    Path directory;

    @Test
    void whatThereIsSoFarIsThereForWhoIsKilledNext() throws Exception {
        ResultFolder folder = ResultFolder.create(directory.resolve("out"), console);
        folder.writeSoFar(result(0));
        assertThat(directory.resolve("out"))
                .as("of no trial there is nothing to tell")
                .isEmptyDirectory();
        for (int trials = 1; trials <= 2; trials++) {
            folder.writeSoFar(result(trials));
            assertThat(ResultFiles.read(directory.resolve("out")).trials()).hasSize(trials);
        }
        assertThat(directory.resolve("out")).isDirectoryNotContaining("glob:**.fresh");
        assertThat(folder.report()).isNotEmptyFile();
        assertThat(said.size()).isZero();
    }

    @Test
    void whoeverTakesAFolderAgainIsToldThatItHoldsAResult() throws Exception {
        ResultFolder.create(directory, console).write(result(1));
        assertThat(said.size()).isZero();

        ResultFolder.create(directory, console);

        assertThat(said.toString(StandardCharsets.UTF_8)).contains("There is a result in " + directory + " already");
    }

    @Test
    void whatIsNoFolderToWriteToIsRefusedBeforeAnythingStarts() throws Exception {
        Path file = Files.writeString(directory.resolve("a-file"), "");
        assertThatThrownBy(() -> ResultFolder.create(file, console))
                .isInstanceOf(DemoFailure.class)
                .hasMessage("the result can't be written to " + file + ": that is a file");
        // Nobody, root neither, makes a folder there.
        Path nowhere = Path.of("/proc/self/results");
        assertThatThrownBy(() -> ResultFolder.create(nowhere, console))
                .isInstanceOf(DemoFailure.class)
                .hasMessageStartingWith("the result can't be written to " + nowhere + ": ");
        ResultFolder.create(directory.resolve("out"), console);
        assertThat(directory.resolve("out")).isEmptyDirectory();
    }

    @Test
    void aDiskThatTakesNothingIsSaidOnceAndEndsNoMeasuring() throws Exception {
        ResultFolder folder = ResultFolder.create(directory.resolve("out"), console);
        // A file where the files are prepared: nothing can be written, by root neither.
        Files.writeString(directory.resolve("out/.fresh"), "in the way");
        Files.createDirectories(directory.resolve("out/result.json/in-the-way"));
        folder.writeSoFar(result(1));
        folder.writeSoFar(result(1));
        assertThat(said.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("! The result so far can't be written to " + directory.resolve("out"));
    }

    private static LoadTestResult result(int trials) {
        return new LoadTestResult(
                LoadTestResult.SCHEMA,
                "quick",
                Instant.EPOCH,
                1,
                100_000,
                1,
                List.of(),
                new Environment("any", 2, 1 << 30, "any", "any", Map.of(), Map.of(), Map.of()),
                List.of(new Arm("idle", "Idle", Arm.Kind.IDLE, "", Map.of())),
                Collections.nCopies(
                        trials,
                        new Trial(
                                "idle",
                                Scenario.STEADY,
                                0,
                                1,
                                0,
                                1,
                                true,
                                new Counts(0, 0, 0, 0, 0, 0, 0, 0),
                                null,
                                null,
                                Map.of("update", new Latency(1, 1, 1, 1, 1, null, 1, 1)),
                                0,
                                new Resources(Map.of(), null, null, 0, null, null),
                                List.of(),
                                List.of(),
                                "none",
                                List.of())),
                List.of(),
                List.of());
    }
}
