package io.deliverytracking.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.result.LoadTestResult;
import io.deliverytracking.loadtest.result.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ReportTest {

    private static String html;
    private static ParsedPage page;

    @TempDir
    Path directory;

    @BeforeAll
    static void writeTheSample() throws IOException {
        Path file = Path.of("target", "sample-report.html");
        Report.write(SampleResult.full(), file);
        html = Files.readString(file);
        page = ParsedPage.of(html);
    }

    @Test
    void isTheSameForTheSameResult() throws IOException {
        Path file = directory.resolve("report.html");
        Report.write(SampleResult.full(), file);
        Report.write(SampleResult.full(), file);

        assertThat(file).hasContent(html.strip());
    }

    @Test
    void loadsNothing() {
        assertThat(page.attributes("src")).isEmpty();
        assertThat(page.elements("link")).isEmpty();
        assertThat(page.attributes("href")).isNotEmpty().allMatch(target -> target.startsWith("#"));
        assertThat(html).doesNotContain("url(", "@import", "//cdn", "fetch(", "XMLHttpRequest", "eval(");
        assertThat(html.replace("http://www.w3.org/1999/xhtml", "").replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:", "https:");
    }

    @Test
    void linksOnlyToWhatIsThere() {
        List<String> ids = page.attributes("id");

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(page.attributes("href")).allSatisfy(target -> assertThat(ids).contains(target.substring(1)));
    }

    @Test
    void hasThreePlotsAndThreeSentencesOnTheFirstScreen() {
        Element story = page.byId("story");

        assertThat(story.getElementsByTagName("svg").getLength()).isEqualTo(3);
        assertThat(page.elements("p").stream()
                        .filter(p -> p.getAttribute("class").equals("finding")))
                .hasSize(3)
                .allSatisfy(sentence -> assertThat(sentence.getTextContent()).containsPattern("[0-9]"));
    }

    @Test
    void saysOfEveryPlotWhatIsSeen() {
        assertThat(page.elements("svg")).hasSizeGreaterThan(100).allSatisfy(plot -> {
            assertThat(plot.getAttribute("role")).isEqualTo("img");
            assertThat(plot.getAttribute("aria-label")).endsWith(".");
        });
    }

    @Test
    void showsEveryTrialWithItsFigures() {
        List<String> rows = page.elements("tr").stream()
                .filter(row -> row.getParentNode()
                        .getParentNode()
                        .getParentNode()
                        .getParentNode()
                        .equals(page.byId("trials")))
                .map(Element::getTextContent)
                .skip(1)
                .toList();
        List<Trial> trials = SampleResult.full().trials();

        assertThat(rows).hasSameSizeAs(trials);
        for (int i = 0; i < trials.size(); i++) {
            Trial trial = trials.get(i);
            String row = rows.get(i);
            assertThat(row)
                    .startsWith(trial.arm())
                    .contains(
                            count(trial.offeredPerSecond()),
                            count(trial.counts().offered()),
                            count(trial.counts().refused()),
                            count(trial.counts().acknowledged()),
                            count(trial.counts().stored()),
                            count(trial.counts().lost()),
                            Figures.bytes((double) trial.resources().walBytes()),
                            Figures.bytes((double) trial.resources().peakQueueBytes()),
                            Figures.count(trial.resources().peakLag()),
                            Figures.seconds(trial.resources().drainSeconds()),
                            trial.bottleneck());
            trial.foreground()
                    .values()
                    .forEach(latency -> assertThat(row)
                            .contains(
                                    Figures.latency(latency.p50Us()),
                                    Figures.latency(latency.p99Us()),
                                    Figures.latency(latency.p999Us())));
            trial.resources()
                    .cpuSeconds()
                    .values()
                    .forEach(seconds -> assertThat(row).contains(Figures.seconds(seconds)));
        }
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    @Test
    void givesEveryArmAndScenarioItsSection() {
        LoadTestResult full = SampleResult.full();

        assertThat(full.arms())
                .allSatisfy(arm -> assertThat(page.byId("arm-" + arm.name()).getTextContent())
                        .contains(arm.title(), arm.name(), arm.description()));
        for (String scenario : List.of("spike", "outage", "lock", "kill", "soak")) {
            assertThat(page.byId("scenario-" + scenario)
                            .getElementsByTagName("svg")
                            .getLength())
                    .isPositive();
        }
    }

    @Test
    void givesTheEnvironmentTheWeaknessesAndTheCommand() {
        LoadTestResult full = SampleResult.full();
        String words = page.words();

        assertThat(words)
                .contains(full.environment().machine(), full.environment().commit())
                .contains(full.weaknesses())
                .contains("./delivery load-test --full");
        full.environment()
                .postgresSettings()
                .forEach((name, value) ->
                        assertThat(page.byId("environment").getTextContent()).contains(name, value));
    }

    @Test
    void neverSaysNaNOrNull() {
        assertThat(page.words()).doesNotContain("NaN", "null", "Infinity", "Optional", "∞");
    }
}
