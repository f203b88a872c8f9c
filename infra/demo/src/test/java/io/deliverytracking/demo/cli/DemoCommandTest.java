package io.deliverytracking.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.services.DemoPlan;
import io.deliverytracking.demo.services.Part;
import io.deliverytracking.demo.services.ReplayPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Only what is refused before anything is touched. */
class DemoCommandTest {

    @ParameterizedTest
    @CsvSource({
        "--acks=2, '--acks is 2; possible are 0, 1, all'",
        "--adapter=plain, '--adapter is plain; possible are connector, plain-client'",
        "--partitioner=rider, '--partitioner is rider; possible are key, round-robin, zone, explicit'",
        "--faults=duplicates=often, 'the fault duplicates is often, which is no number'",
        "--faults=drop-out=1.5, 'the fault drop-out is 1.5; 0 to 1 are possible'",
        "--faults=drop-out=NaN, 'the fault drop-out is NaN; 0 to 1 are possible'",
        "--faults=earthquake=0.1, 'there is no fault earthquake;'",
        "--time-of-day=noon, is no time of day; 08:00 and 19:30 are",
        "--time-factor=4000, '--time-factor is 4000.0; 0 to 3600 are possible'",
        "--riders=0, '--riders is 0;'",
        "--data-dir=, --data-dir names no directory",
        "--set=broker:=1, '--set wants PART:PROPERTY=VALUE, not broker:=1'"
    })
    void aValueThatMakesNoSenseIsRefusedWithWords(String option, String words) {
        assertThat(refused(option)).contains(words);
    }

    @ParameterizedTest
    @CsvSource({
        "--time-format=iso, '--time-format: \"iso\" is neither auto, iso-8601, epoch-seconds nor epoch-milliseconds, nor a'",
        "--speed-unit=mph, '--speed-unit: \"mph\" is none; possible are metres-per-second, kilometres-per-hour'",
        "--time-zone=Chicago, '--time-zone: \"Chicago\" is no time zone'",
        "--separator=;;, '--separator: \";;\" is neither one character'",
        "--start=soon, '--start: \"soon\" is neither an instant'",
        "--origin=Berlin, '--origin: \"Berlin\" is no position'",
        "--columns=bike=1, '--columns knows rider, time, latitude, longitude, x, y, speed, heading; not bike'",
        "--columns=rider=bike, 'the column \"bike\" for the rider is neither a name in the header nor a position'",
        "--speed-up=0, '--speed-up is 0.0; more than 0 and at most 1000000 are possible'",
        "--copies=0, '--copies is 0; 1 to 2000000 are possible'",
        "--copies=2000001, '--copies is 2000001;'",
        "--skip-lines=-1, '--skip-lines is -1;'",
        "--rate=2, '--rate is that of simulated riders'"
    })
    void howATraceIsToBeReadIsCheckedToo(String option, String words, @TempDir Path directory) throws IOException {
        assertThat(refused("--replay=" + trace(directory), option)).contains(words);
        assertThat(refused("--check", "--replay=" + trace(directory), option)).contains(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--columns=rider=1",
                "--speed-up=5",
                "--loop",
                "--copies=3",
                "--separator=tab",
                "--header=true",
                "--skip-lines=1",
                "--time-format=auto",
                "--time-zone=UTC",
                "--start=now",
                "--origin=1,2",
                "--speed-unit=knots"
            })
    void whatGoesWithAReplayMeansNothingWithoutOne(String option) {
        assertThat(refused(option)).contains(option.replaceAll("=.*", "") + " goes with --replay");
    }

    @Test
    void aTraceThatIsNotThereOrFitsNothingIsAnErrorBeforeAnythingIsStarted(@TempDir Path directory) throws IOException {
        assertThat(refused("--replay=" + directory.resolve("none.csv"))).contains("there is no file", "none.csv");
        Path text = Files.writeString(directory.resolve("text.csv"), "timestamp,x,y\n0,55.1,60.2\n");
        assertThat(refused("--replay=" + text)).contains("text.csv: no column for the latitude", "2: 0,55.1,60.2");
        assertThat(refused("--check", "--replay=" + text)).contains("2: 0,55.1,60.2");
        assertThat(refused("--replay=" + trace(directory), "--riders=5", "--copies=2"))
                .contains("one of them is enough");
    }

    @Test
    void theCitysDayAndEveryFaultGoToTheSimulator() {
        Map<String, String> settings = plan(
                        "--time-of-day=08:30",
                        "--time-factor=60",
                        "--faults=out-of-order=0.1,duplicates=0.2,drop-out=0.3,clock-skew=0.4,gps-noise=0.5,zero-fix=0.6")
                .settings()
                .get(Part.SIMULATOR);
        assertThat(settings)
                .containsEntry("simulator.city.time-of-day", "08:30")
                .containsEntry("simulator.city.time-factor", "60.0")
                .containsEntry("simulator.faults.out-of-order-rate", "0.1")
                .containsEntry("simulator.faults.duplicate-rate", "0.2")
                .containsEntry("simulator.faults.drop-out-rate", "0.3")
                .containsEntry("simulator.faults.clock-skew-share", "0.4")
                .containsEntry("simulator.faults.gps-noise-rate", "0.5")
                .containsEntry("simulator.faults.zero-fix-rate", "0.6");
    }

    @Test
    void theDemoBeginsAtDinnerTimeUnlessToldOtherwise(@TempDir Path directory) throws IOException {
        assertThat(plan().settings().get(Part.SIMULATOR)).containsEntry("simulator.city.time-of-day", "19:00");
        assertThat(plan("--set=simulator:simulator.city.time-of-day=11:00")
                        .settings()
                        .get(Part.SIMULATOR))
                .containsEntry("simulator.city.time-of-day", "11:00");
        assertThat(plan("--replay=" + trace(directory)).settings().get(Part.SIMULATOR))
                .as("a replay has no city")
                .doesNotContainKey("simulator.city.time-of-day");
    }

    @Test
    void theAdapterIsThatOfEveryGroupUnlessOneIsToldOtherwise() {
        String property = "delivery.kafka.adapter";
        assertThat(plan().settings()).doesNotContainKeys(Part.LOCATION_CONSUMER, Part.DB_WRITER);
        Map<Part, Map<String, String>> settings = plan(
                        "--adapter=plain-client", "--set=db-writer:" + property + "=connector")
                .settings();
        assertThat(settings.get(Part.LOCATION_CONSUMER)).containsEntry(property, "plain-client");
        assertThat(settings.get(Part.ANALYTICS_CONSUMER)).containsEntry(property, "plain-client");
        assertThat(settings.get(Part.DB_WRITER)).containsEntry(property, "connector");
        assertThat(settings.get(Part.SIMULATOR)).doesNotContainKey(property);
    }

    @Test
    void severalPathsAreOneReplay(@TempDir Path directory) throws IOException {
        Path other = Files.writeString(directory.resolve("other, one.csv"), "time,lat,lon\n1700000010,1,1\n");
        DemoPlan plan = plan("--replay", trace(directory).toString(), other.toString(), "--riders", "9", "--loop");
        assertThat(plan.riders()).isEqualTo(9);
        assertThat(plan.replay().orElseThrow().trace().riders()).isEqualTo(3);
        assertThat(plan.replay().orElseThrow().events()).isEqualTo(12);
        Map<String, String> settings = plan.settings().get(Part.SIMULATOR);
        assertThat(settings)
                .containsEntry("simulator.replay.file[1]", other.toString())
                .containsEntry("simulator.replay.riders", "9")
                .containsEntry("simulator.replay.loop", "true");
    }

    @Test
    void withoutNumbersTheRidersAreThoseOfTheTraceOrTheUsualOnes(@TempDir Path directory) throws IOException {
        assertThat(plan("--replay", trace(directory).toString()).riders()).isEqualTo(2);
        assertThat(plan("--replay", trace(directory).toString(), "--copies", "3")
                        .riders())
                .isEqualTo(6);
        assertThat(plan().riders()).isEqualTo(100_000);
    }

    @Test
    void beforeItBeginsTheTraceIsTold(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("README.txt"), "not a trace\n");
        Path file = trace(directory);
        Files.writeString(file, Files.readString(file) + "2,1700000040,1,1\n2,1700000030,1,1\n3,yesterday,1,1\n");
        ReplayPlan replay = plan("--replay", directory.toString(), "--speed-up", "2.5", "--copies", "100")
                .replay()
                .orElseThrow();
        assertThat(String.join("\n", ReplayText.of(replay, 1_800_000_000_000L)))
                .contains("Replaying 5 fixes of 2 riders from one file, 2023-11-14T22:13:30Z to 2023-11-14T22:14:00Z,")
                .contains("by 200 riders.")
                .contains("2.5 times as fast: 12 s, up to 42 events a second.")
                .doesNotContain("ahead of the clock")
                .contains("1 row stands after a later one of the same rider; they are sorted by time first.")
                .contains("1 row can't be read:\n    " + file + ":7  time unreadable: 3,yesterday,1,1")
                .contains("1 file fits nothing and is passed over:\n    " + directory.resolve("README.txt")
                        + ": no column for the time");
    }

    @Test
    void timesThatRunAheadOfTheClockAreWarnedOf(@TempDir Path directory) throws IOException {
        ReplayPlan fast = plan(
                        "--replay", trace(directory).toString(), "--speed-up", "5", "--start", "2027-01-15T08:00:00Z")
                .replay()
                .orElseThrow();
        long start = 1_800_000_000_000L;
        assertThat(String.join("\n", ReplayText.of(fast, start))).contains("ahead of the clock");
        assertThat(String.join("\n", ReplayText.of(fast, start + 5_000))).doesNotContain("ahead of the clock");
    }

    private static Path trace(Path directory) throws IOException {
        return Files.writeString(
                directory.resolve("fixes.csv"),
                "rider,time,lat,lon\n1,1700000010,1,1\n1,1700000015,1,1\n2,1700000020,1,1\n");
    }

    private static DemoPlan plan(String... options) {
        DemoCommand command = new DemoCommand();
        new CommandLine(command).parseArgs(options);
        return command.plan(DeliveryHome.of(Path.of("."), Path.of(".delivery")));
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
