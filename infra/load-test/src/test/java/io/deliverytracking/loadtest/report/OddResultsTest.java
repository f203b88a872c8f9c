package io.deliverytracking.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results of interrupted, empty, strange and hostile runs: the report is well-formed all the same, and says what is missing. */
class OddResultsTest {

    private static ParsedPage page(LoadTestResult result) {
        ParsedPage page = ParsedPage.of(Report.html(result));
        assertThat(page.words()).doesNotContain("NaN", "Infinity", "∞", "null");
        return page;
    }

    @Test
    void saysThatNothingWasMeasured() {
        assertThat(page(SampleResult.with(List.of(), List.of())).words())
                .contains(
                        "There are no trials: nothing was measured.",
                        "Not a single trial was finished.",
                        "No idle control",
                        "No discarding control",
                        "No arm with the log.",
                        "No direct arm.",
                        "This run did not try: spike, outage, lock, kill and soak.");
        assertThat(page(SampleResult.with(List.of(), List.of())).elements("svg"))
                .isEmpty();
    }

    @Test
    void takesAResultOfNulls() {
        assertThat(page(new LoadTestResult(0, null, null, Double.NaN, 0, 0, null, null, null, null, null, null))
                        .words())
                .contains(
                        "The result says nothing about the machine",
                        "The result does not say when it was taken.",
                        "The result doesn't say how long the run took.");
    }

    @Test
    void takesPartsThatAreNull() {
        Trial nothing = new Trial(
                null,
                null,
                0,
                0,
                Double.NaN,
                Double.NaN,
                false,
                null,
                null,
                null,
                null,
                0,
                null,
                null,
                null,
                null,
                null);
        Trial little = new Trial(
                "log-copy",
                Scenario.STEADY,
                1_000,
                1,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                true,
                Counts.NONE,
                null,
                null,
                null,
                0,
                new Resources(null, null, null, 0, null, null),
                Arrays.asList(null, new Moment(Double.NaN, "what?"), new Moment(1, null)),
                Arrays.asList(
                        null,
                        new Second(0, null, 0, null, null, null, null, null, null, null, null, 0, null, null, null)),
                null,
                null);
        Map<String, Latency> hollow = new HashMap<>();
        hollow.put("update", null);
        hollow.put("read", new Latency(0, Double.NaN, 0, 0, 0, null, 0, 0));
        Trial hollowForeground = new Trial(
                "direct-batch",
                Scenario.OUTAGE,
                0,
                1,
                0,
                0,
                false,
                Counts.NONE,
                new Latency(0, Double.NaN, 0, 0, 0, null, 0, 0),
                null,
                hollow,
                0,
                new Resources(Map.of("postgres", Double.NaN), 0L, null, 0, null, Double.NaN),
                List.of(),
                List.of(),
                "",
                List.of());
        LoadTestResult result = new LoadTestResult(
                LoadTestResult.SCHEMA,
                "quick",
                SampleResult.full().startedAt(),
                1,
                0,
                1,
                null,
                new Environment(null, 0, 0, null, null, null, null, null),
                Arrays.asList(
                        null,
                        new Arm("log-copy", null, Arm.Kind.LOG, null, null),
                        new Arm("direct-batch", "Direct", Arm.Kind.DIRECT, "", Map.of())),
                Arrays.asList(null, nothing, little, hollowForeground),
                Arrays.asList(null, new Failure(null, 0, null, null)),
                null);

        assertThat(page(result).words())
                .contains(
                        "A trial of unknown at 0 events/s is left out: it lacks the name of its arm, its scenario, its counts and its"
                                + " resources.")
                .contains("Its seconds were not recorded.");
    }

    @Test
    void takesOneTrial() {
        assertThat(page(new Results().kept("log-copy", 1_000, 2).result()).words())
                .contains("The one trial", "1 trial in", "no direct arm was measured");
    }

    @Test
    void takesAnArmWithoutTrials() {
        assertThat(page(new Results()
                                .withArm("direct-batch")
                                .kept("log-copy", 1_000, 2)
                                .result())
                        .words())
                .contains("No trial of this arm was finished.", "The arm direct-batch has no finished trial.");
    }

    @Test
    void showsTrialsOfAnArmThatNobodyDescribedInTheTable() {
        LoadTestResult result = new Results().kept("log-copy", 1_000, 2).result();

        ParsedPage page = page(SampleResult.with(List.of(), result.trials()));

        assertThat(page.byId("trials").getTextContent()).contains("log-copy");
        assertThat(page.words()).contains("they are in the table of trials only: log-copy.");
    }

    @Test
    void escapesWhateverTheRunSays() {
        String hostile = "</script><script>alert('1')</script> & \"quoted\" ]]> \u0000\u001b\uD800";
        LoadTestResult result = new LoadTestResult(
                LoadTestResult.SCHEMA,
                hostile,
                SampleResult.full().startedAt(),
                1,
                1_000,
                1,
                List.of(hostile),
                new Environment(hostile, 1, 1, hostile, hostile, Map.of(hostile, hostile), Map.of(), Map.of()),
                List.of(new Arm(hostile, hostile, Arm.Kind.LOG, hostile, Map.of(hostile, hostile))),
                List.of(Results.trial(
                        hostile,
                        Scenario.STEADY,
                        1_000,
                        true,
                        new Counts(1, 1, 0, 1, 1, 0, 0, 0),
                        2,
                        List.of(Results.second(0, hostile, 1, 1, 1L)))),
                List.of(new Failure(hostile, 1, Scenario.KILL, hostile)),
                List.of(hostile));

        String html = Report.html(result);

        assertThat(html).doesNotContain("<script>alert");
        assertThat(ParsedPage.of(html).elements("script")).hasSize(1);
        assertThat(ParsedPage.of(html).words())
                .contains("</script><script>alert('1')</script> & \"quoted\" ]]> \uFFFD\uFFFD\uFFFD");
    }

    @Test
    void offersNoCommandThatTheResultMadeUp() {
        LoadTestResult full = SampleResult.full();
        LoadTestResult result = new LoadTestResult(
                LoadTestResult.SCHEMA,
                "full; rm -rf /",
                full.startedAt(),
                1,
                1,
                1,
                List.of(),
                full.environment(),
                List.of(),
                List.of(),
                List.of(),
                List.of());

        assertThat(page(result)
                        .byId("again")
                        .getElementsByTagName("pre")
                        .item(0)
                        .getTextContent())
                .endsWith("./delivery load-test --seed=1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void takesWhateverNumbersThereAre(long seed) {
        Random random = new Random(seed);
        List<Trial> trials = new ArrayList<>();
        List<Arm> arms = new ArrayList<>();
        for (String name : List.of("idle", "discard", "log-copy", "direct-batch")) {
            arms.add(Results.arm(name));
            for (Scenario scenario : Scenario.values()) {
                if (random.nextInt(4) > 0) {
                    trials.add(strange(random, name, scenario));
                }
            }
        }

        page(SampleResult.with(arms, trials));
    }

    private static Trial strange(Random random, String arm, Scenario scenario) {
        List<Second> timeline = new ArrayList<>();
        for (int i = random.nextInt(400); i > 0; i--) {
            timeline.add(new Second(
                    random.nextInt(100),
                    List.of("warm-up", "load", "outage", "", "what?").get(random.nextInt(5)),
                    number(random),
                    maybe(random),
                    maybe(random),
                    maybe(random),
                    maybe(random),
                    maybe(random),
                    maybe(random),
                    maybe(random),
                    maybe(random),
                    number(random),
                    maybe(random),
                    maybe(random),
                    Map.of("postgres", real(random))));
        }
        return new Trial(
                arm,
                scenario,
                (int) number(random),
                random.nextInt(3),
                real(random),
                real(random),
                random.nextBoolean(),
                new Counts(
                        number(random),
                        number(random),
                        number(random),
                        number(random),
                        number(random),
                        number(random),
                        number(random),
                        number(random)),
                random.nextBoolean() ? null : latency(random),
                random.nextBoolean() ? null : latency(random),
                Map.of("update", latency(random), "vacuum", latency(random)),
                number(random),
                new Resources(
                        Map.of("postgres", real(random), "cat", real(random)),
                        maybe(random),
                        maybe(random),
                        number(random),
                        maybe(random),
                        random.nextBoolean() ? null : real(random)),
                List.of(new Moment(random.nextInt(100), "what?")),
                timeline,
                random.nextBoolean() ? "" : "?",
                List.of());
    }

    private static Latency latency(Random random) {
        return new Latency(
                number(random),
                real(random),
                number(random),
                number(random),
                number(random),
                maybe(random),
                number(random),
                number(random));
    }

    private static @Nullable Long maybe(Random random) {
        return random.nextBoolean() ? null : (Long) number(random);
    }

    private static long number(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> -random.nextInt(1_000);
            case 2 -> Long.MAX_VALUE / (1 + random.nextInt(4));
            default -> random.nextInt(1_000_000);
        };
    }

    private static double real(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.MIN_VALUE;
            case 3 -> -1;
            case 4 -> 1e300;
            default -> random.nextDouble() * 100;
        };
    }
}
