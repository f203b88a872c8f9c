package io.deliverytracking.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Second;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The set's rate is 100,000 events/s here. */
class HeadlineFindingTest {

    private static final int RATE = 100_000;
    private static final List<Second> LAGS = List.of(
            Results.second(0, "warm-up", RATE, RATE, 900_000L),
            Results.second(1, "load", RATE, RATE, 150_000L),
            Results.second(2, "load", RATE, RATE, 180_000L),
            Results.second(3, "load", RATE, RATE, null),
            Results.second(4, "drain", 0, 0, 400_000L));

    private static Results withLog(Counts counts, boolean kept) {
        return new Results().with(Results.trial("log-copy", Scenario.STEADY, RATE, kept, counts, 2.6, LAGS));
    }

    @Test
    void saysWhatWasPromisedAndTakesTheLagOfTheLoadedMeasuredSecondsAlone() {
        String headline = HeadlineFinding.of(withLog(new Counts(400, 400, 0, 400, 400, 0, 0, 0), true)
                .kept("idle", 0, 1.4)
                .kept("discard", RATE, 2)
                .broken("direct-batch", RATE, 9, 0.61)
                .broken("direct-row-16", RATE, 9, 0.04)
                .run());

        assertThat(headline)
                .isEqualTo(
                        "At 100,000 events/s, steady: log-copy stored 100%, lost 0, 0 twice, lag at most 1.8 s while loaded; direct: not"
                                + " stored 39% to 96%; p99 of order updates 1.30× (1.18 to 1.44) the discarding control's 2.0 ms"
                                + " (idle: 1.4 ms).");
    }

    @Test
    void saysSoWhereTheLogLostOrDidNotKeepUpAndADirectArmDid() {
        assertThat(HeadlineFinding.of(withLog(new Counts(400, 400, 0, 400, 300, 7, 93, 3), false)
                        .kept("direct-batch", RATE, 9)
                        .broken("direct-row-16", RATE, 9, 0.04)
                        .broken("discard", RATE, 2, 0.5)
                        .run()))
                .contains("log-copy did not keep up, stored 74%, lost 7, 3 twice,")
                .contains("direct: not stored 96% (1 of 2 stored all)")
                .contains("the discarding control's 2.0 ms, which did not keep up itself (idle: not measured)");
    }

    @Test
    void saysWhatWasNotMeasured() {
        assertThat(HeadlineFinding.of(new Results().kept("log-copy", 1_000, 2).run()))
                .isEqualTo("At 100,000 events/s, steady: log-copy was not measured; direct: not measured.");
        assertThat(HeadlineFinding.of(new Results()
                        .kept("log-copy", RATE, 2)
                        .kept("direct-batch", RATE, 2)
                        .run()))
                .contains("lag not told")
                .contains("direct: all stored")
                .contains("p99 of order updates 2.0 ms, without a discarding control at this rate");
    }
}
