package io.deliverytracking.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.result.LoadTestResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgainSectionTest {

    private static String words(List<String> options) {
        LoadTestResult full = SampleResult.full();
        LoadTestResult result = new LoadTestResult(
                full.schema(),
                full.set(),
                full.startedAt(),
                full.tookSeconds(),
                full.headline(),
                42,
                options,
                full.environment(),
                full.arms(),
                List.of(),
                List.of(),
                List.of());
        return ParsedPage.of(Report.html(result)).byId("again").getTextContent();
    }

    @Test
    void repeatsTheOptionsAsTheyWereGivenAndTheSeed() {
        assertThat(words(List.of("--full", "--rates=1000,2000", "--arms", "idle,log-copy")))
                .contains("./delivery load-test --full --rates=1000,2000 --arms idle,log-copy --seed=42")
                .contains("Postgres comes with the build.");
        assertThat(words(List.of("--seed", "42")))
                .contains("load-test --seed 42")
                .doesNotContain("--seed=42");
    }

    @Test
    void saysThatTheDatabaseWasAnotherOne() {
        assertThat(words(List.of("--database-url", "jdbc:postgresql://db/x?password=...")))
                .contains("--database-url 'jdbc:postgresql://db/x?password=...'")
                .contains("this run was against one that its runner gave")
                .doesNotContain("Postgres comes with the build");
    }

    @Test
    void givesNoShellAnythingToDo() {
        assertThat(words(List.of("--arms=$(rm -rf /)", "it's; all"))).contains("'--arms=$(rm -rf /)' 'it'\\''s; all'");
    }
}
