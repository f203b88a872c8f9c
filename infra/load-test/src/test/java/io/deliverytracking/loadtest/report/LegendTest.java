package io.deliverytracking.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The set's rate is 100,000 events/s here. */
class LegendTest {

    @Test
    void everyArmOfTheFirstScreenIsSaidInWordsAndNoOther() {
        Run run = new Results()
                .kept("idle", 0, 1.4)
                .kept("log-copy", 100_000, 2)
                .kept("direct-batch", 20_000, 2)
                .run();

        String legend = Legend.of(run);

        assertThat(legend).contains("idle is “").contains("log-copy is “").contains("p99 is the time");
        assertThat(legend).doesNotContain("direct-batch is");
    }
}
