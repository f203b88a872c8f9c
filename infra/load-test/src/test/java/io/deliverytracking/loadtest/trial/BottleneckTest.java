package io.deliverytracking.loadtest.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BottleneckTest {

    private static final ArmSetup ROWS = Arms.byName("direct-row-16");
    private static final Map<String, Double> CORES = Map.of("postgres", 0.9, "application", 0.4);

    @Test
    void whoKeptUpHasNone() {
        assertThat(Bottleneck.of(ROWS, signs(true, 0.7, 0, 10_000, 0)))
                .isEqualTo("none at this rate: 70% of 2 processors busy (postgres 0.90, application 0.40)");
    }

    @Test
    void aMachineThatIsBusyIsLimitedByItsProcessors() {
        assertThat(Bottleneck.of(ROWS, signs(false, 0.97, 0.5, 10_000, 0)))
                .startsWith("processors: 97% of 2 processors busy (postgres 0.90, others 0.64, application 0.40)");
        assertThat(Bottleneck.of(ROWS, signs(false, 0.97, 0, 10_000, 3_400_000)))
                .endsWith("itself was up to 3.4 s late");
    }

    @Test
    void aMachineThatWaitedForItsDiskIsLimitedByThat() {
        assertThat(Bottleneck.of(ROWS, signs(false, 0.6, 0.35, 10_000, 0)))
                .startsWith("disk: processors waited for it 35% of the time");
    }

    @Test
    void whatTheHostTakesAwayIsBusyForUsAndSaidApart() {
        Bottleneck.Signs signs = new Bottleneck.Signs(false, 0.7, 0.05, 0.25, 2, CORES, 10_000, 0);
        assertThat(Bottleneck.of(ROWS, signs))
                .startsWith("processors: 70% of 2 processors busy (")
                .endsWith(", and 25% taken away by the host");
    }

    @Test
    void aProcessThatUsesOneProcessorWholeIsLimitedByItsThread() {
        Map<String, Double> cores = Map.of("db-writer", 1.02, "postgres", 0.3);
        assertThat(Bottleneck.of(
                        Arms.byName("log-copy"), new Bottleneck.Signs(false, 0.7, 0.05, 0, 2, cores, 10_000, 0)))
                .startsWith("one thread of the db-writer: it used 1.02 processors; 70% of 2 processors busy");
    }

    @Test
    void connectionsThatStoreRowsOneAtATimeWaitForAnswers() {
        assertThat(Bottleneck.of(ROWS, signs(false, 0.6, 0.05, 8_000, 0)))
                .startsWith("answers, one after the other: 16 connections stored 8,000 a second, 2.00 ms each; ");
    }

    @Test
    void whatNoFigureShowsIsNotClaimed() {
        assertThat(Bottleneck.of(Arms.byName("log-copy"), signs(false, 0.6, 0.05, 8_000, 0)))
                .startsWith("not found by these figures: 60% of 2 processors busy");
    }

    private static Bottleneck.Signs signs(
            boolean kept, double busy, double waiting, double acknowledged, long behindUs) {
        return new Bottleneck.Signs(kept, busy, waiting, 0, 2, CORES, acknowledged, behindUs);
    }
}
