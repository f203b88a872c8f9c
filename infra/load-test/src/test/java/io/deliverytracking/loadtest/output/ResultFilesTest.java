package io.deliverytracking.loadtest.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.Environment;
import io.deliverytracking.loadtest.result.Failure;
import io.deliverytracking.loadtest.result.Latency;
import io.deliverytracking.loadtest.result.LoadTestResult;
import io.deliverytracking.loadtest.result.Moment;
import io.deliverytracking.loadtest.result.Resources;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Second;
import io.deliverytracking.loadtest.result.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {

    @TempDir
    Path directory;

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        LoadTestResult result = result();
        ResultFiles.write(result, directory.resolve("some/new/folder"));
        assertThat(ResultFiles.read(directory.resolve("some/new/folder"))).isEqualTo(result);
    }

    @Test
    void everyTrialAndEverySecondIsALineWithAFieldForEachColumn() throws IOException {
        ResultFiles.write(result(), directory);
        List<String> trials = Files.readAllLines(directory.resolve("trials.csv"));
        assertThat(trials).hasSize(2);
        assertThat(trials.get(0))
                .startsWith("schema,started_at,commit,set,seed,arm,arm_kind,scenario,offered_per_second,")
                .contains(",foreground_update_p99_us,");
        assertThat(trials.get(1))
                .startsWith("1,2026-01-02T03:04:05Z,abc,quick,7,log-copy,LOG,STEADY,1000,1,")
                .contains("\"processors, all of them\"");
        List<String> seconds = Files.readAllLines(directory.resolve("seconds.csv"));
        assertThat(seconds).hasSize(3);
        assertThat(fields(seconds.get(1))).hasSameSizeAs(fields(seconds.get(0)));
        assertThat(seconds.get(1))
                .startsWith(
                        "1,2026-01-02T03:04:05Z,abc,quick,7,log-copy,LOG,STEADY,1000,1,0,warm-up,1000,999,1,990,2,512,6,10,1500,0,7000,8192,0.5,");
    }

    @Test
    void whatWasNotMeasuredIsEmptyAndNotZero() throws IOException {
        ResultFiles.write(result(), directory);
        assertThat(Files.readAllLines(directory.resolve("seconds.csv")).get(2))
                .startsWith("1,2026-01-02T03:04:05Z,abc,quick,7,log-copy,LOG,STEADY,1000,1,1,load,1000,,,,,,,,,0,,,,");
    }

    @Test
    void whatALaterVersionSaysMoreIsPassedOver() throws IOException {
        ResultFiles.write(result(), directory);
        replace("\"set\" :", "\"mood\" : \"good\", \"set\" :");
        assertThat(ResultFiles.read(directory)).isEqualTo(result());
    }

    @Test
    void aNumberThatIsMissingIsAComplaintAndNotZero() throws IOException {
        ResultFiles.write(result(), directory);
        replace("\"due\" : 2000,", "");
        assertThatIOException().isThrownBy(() -> ResultFiles.read(directory)).withMessageContaining("due");
    }

    @Test
    void aResultOfAnotherSchemaIsRefusedByItsNumber() throws IOException {
        ResultFiles.write(result(), directory);
        replace("\"schema\" : 1,", "");
        assertThatIOException()
                .isThrownBy(() -> ResultFiles.read(directory))
                .withMessageContaining("has schema 0, and this version reads 1 only");
    }

    private void replace(String words, String others) throws IOException {
        Path file = directory.resolve("result.json");
        String json = Files.readString(file);
        assertThat(json).contains(words);
        Files.writeString(file, json.replace(words, others));
    }

    @Test
    void quotesCommasAndLineEndsStayInTheirField() {
        Csv csv = new Csv(List.of("a", "b", "c"));
        csv.row("say \"so\"", "one\ntwo", null);
        assertThat(csv).hasToString("a,b,c\n\"say \"\"so\"\"\",\"one\ntwo\",\n");
    }

    private static String[] fields(String line) {
        return line.split(",", -1);
    }

    private static LoadTestResult result() {
        Latency latency = new Latency(10, 5.5, 5, 9, 8, null, 10, 11);
        Trial trial = new Trial(
                "log-copy",
                Scenario.STEADY,
                1_000,
                1,
                1,
                1,
                true,
                new Counts(2_000, 2_000, 0, 2_000, 2_000, 0, 0, 0),
                latency,
                null,
                Map.of("update", latency),
                0,
                new Resources(Map.of("postgres", 0.5), 8_192L, null, 512, 10L, 1.0),
                List.of(new Moment(0.5, "the writing process is killed")),
                List.of(
                        new Second(
                                0,
                                "warm-up",
                                1_000,
                                999L,
                                1L,
                                990L,
                                2L,
                                512L,
                                6L,
                                10L,
                                1_500L,
                                0,
                                7_000L,
                                8_192L,
                                Map.of("postgres", 0.5)),
                        new Second(
                                1, "load", 1_000, null, null, null, null, null, null, null, null, 0, null, null,
                                Map.of())),
                "processors, all of them",
                List.of("a remark"));
        return new LoadTestResult(
                LoadTestResult.SCHEMA,
                "quick",
                Instant.parse("2026-01-02T03:04:05Z"),
                12.5,
                1_000,
                7,
                List.of("--quick", "--seed=7"),
                new Environment("a machine", 2, 1 << 30, "Linux", "abc", Map.of(), Map.of(), Map.of()),
                List.of(new Arm("log-copy", "Log", Arm.Kind.LOG, "how", Map.of())),
                List.of(trial),
                List.of(new Failure("log-row", 1_000, Scenario.KILL, "it did not start")),
                List.of("none"));
    }
}
