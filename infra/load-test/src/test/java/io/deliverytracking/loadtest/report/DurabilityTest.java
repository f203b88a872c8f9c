package io.deliverytracking.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Trial;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DurabilityTest {

    private static Arm arm(String name, Map<String, String> configuration) {
        Arm plain = Results.arm(name);
        return new Arm(name, plain.title(), plain.kind(), "", configuration);
    }

    private static String of(List<Arm> arms, List<String> measured) {
        Results results = new Results();
        measured.forEach(name -> results.kept(name, 1_000, 1));
        List<Trial> trials = results.result().trials();
        return Durability.of(Run.of(SampleResult.with(arms, trials)));
    }

    private static final List<Arm> ARMS = List.of(
            arm("log-copy", Map.of()),
            arm("log-copy-fsync", Map.of("flush.messages", "1")),
            arm("direct-row", Map.of("synchronous_commit", "on")),
            arm("direct-row-async", Map.of("synchronous_commit", "off")),
            arm("direct-batch-early", Map.of("acknowledged", "before its commit")));

    @Test
    void saysWhoAcknowledgesBeforeADiskHasIt() {
        assertThat(of(ARMS, ARMS.stream().map(Arm::name).toList()))
                .isEqualTo(
                        "Acknowledged before a disk has it, from the broker's page cache, as Kafka does by default (log-copy); from a"
                                + " commit that does not wait for the disk (direct-row-async); from the application's memory"
                                + " (direct-batch-early). The log that forces each append to disk first, as a commit does:"
                                + " log-copy-fsync.");
    }

    @Test
    void saysThatTheForcedLogWasNotMeasured() {
        assertThat(of(ARMS, List.of("log-copy", "direct-row")))
                .endsWith(
                        "(log-copy). A log that forces each append to disk first, as a commit does (log-copy-fsync), was not measured"
                                + " here.");
        assertThat(of(ARMS, List.of("direct-row")))
                .startsWith("No arm acknowledges before the disk has an event. A log");
    }
}
