package io.deliverytracking.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what is refused before anything is touched. */
class DemoCommandTest {

    @ParameterizedTest
    @CsvSource({
        "--acks=2, '--acks is 2; possible are 0, 1, all'",
        "--partitioner=rider, '--partitioner is rider; possible are key, round-robin, zone, explicit'",
        "--faults=duplicates=often, 'the fault duplicates is often, which is no number'",
        "--faults=drop-out=1.5, 'the fault drop-out is 1.5; 0 to 1 are possible'",
        "--faults=drop-out=NaN, 'the fault drop-out is NaN; 0 to 1 are possible'",
        "--faults=earthquake=0.1, 'there is no fault earthquake;'",
        "--riders=0, '--riders is 0;'",
        "--data-dir=, --data-dir names no directory",
        "--set=broker:=1, '--set wants PART:PROPERTY=VALUE, not broker:=1'"
    })
    void aValueThatMakesNoSenseIsRefusedWithWords(String option, String words) {
        assertThat(refused(option)).contains(words);
    }

    @ParameterizedTest
    @CsvSource({
        "--time-format=iso, '--time-format is iso; possible are auto, iso-8601, epoch-seconds, epoch-milliseconds'",
        "--speed-unit=mph, '--speed-unit is mph; possible are metres-per-second, kilometres-per-hour'",
        "--time-zone=Chicago, '--time-zone is Chicago, which is no time zone'",
        "--separator=;;, one character is possible"
    })
    void howAFileIsToBeReadIsCheckedToo(String option, String words, @TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("fixes.csv"), "rider,time,lat,lon\n");
        assertThat(refused("--replay=" + file, option)).contains(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--duration=99999999999", "--duration=99999999999999999999s", "--duration=10000h"})
    void aDurationThatNoClockCountsIsRefused(String option) {
        assertThat(refused(option)).containsAnyOf("is longer than a year", "is no duration");
    }

    @Test
    void aDatabaseIsNamedWithItsUser() {
        assertThat(refused("--database-url=jdbc:postgresql://127.0.0.1/delivery"))
                .contains("names no user");
    }

    @Test
    void theScriptMayHaveTheOptionsCheckedWithoutADemo() {
        assertThat(Commands.run("demo", "--check", "--riders", "7", "--duration", "2m"))
                .isEqualTo(ExitStatus.OK);
        assertThat(refused("--check", "--riders=0")).contains("--riders is 0;");
    }

    private static String refused(String... options) {
        List<String> arguments = new ArrayList<>(List.of("demo"));
        arguments.addAll(List.of(options));
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(screen, true, StandardCharsets.UTF_8));
        try {
            assertThat(Commands.run(arguments.toArray(String[]::new))).isEqualTo(ExitStatus.USAGE);
        } finally {
            System.setErr(before);
        }
        return screen.toString(StandardCharsets.UTF_8);
    }
}
