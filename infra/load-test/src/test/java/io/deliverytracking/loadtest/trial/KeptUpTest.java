package io.deliverytracking.loadtest.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Ten measured seconds of 1,000 events/s after two that only warm up. */
class KeptUpTest {

    private static final long DUE = 12_000;

    @Test
    void whoStoresWhatComesHasKeptUp() {
        assertThat(KeptUp.whyNot(evidence(DUE, 0, OptionalLong.of(200), OptionalLong.of(300), true)))
                .isEmpty();
    }

    @Test
    void whoLosesHasNot() {
        assertThat(KeptUp.whyNot(evidence(DUE, 3, OptionalLong.of(0), OptionalLong.of(0), true)))
                .hasValue("3 events were acknowledged and are lost.");
    }

    @Test
    void whoRefusesOneInAHundredHasNot() {
        assertThat(KeptUp.whyNot(evidence(DUE - 120, 0, OptionalLong.of(0), OptionalLong.of(0), true)))
                .hasValue("99.0% of the events that were due were acknowledged.");
    }

    @Test
    void whatGrowsPilesUpThoughItIsLessThanTwoSecondsOfLoad() {
        assertThat(KeptUp.whyNot(evidence(DUE, 0, OptionalLong.of(200), OptionalLong.of(1_000), true)))
                .hasValue("What waited grew by 800 events while it was measured, 8% of what was due: they piled up.");
    }

    @Test
    void whatWaitsLongerThanTwoSecondsOfLoadHasPiledUpThoughItDoesNotGrow() {
        assertThat(KeptUp.whyNot(evidence(DUE, 0, OptionalLong.of(2_500), OptionalLong.of(2_400), true)))
                .hasValue("2,400 events waited at the end of the load: they piled up.");
    }

    @Test
    void aLogThatDoesNotSayHowMuchWaitsIsNotBelieved() {
        assertThat(KeptUp.whyNot(evidence(DUE, 0, OptionalLong.of(0), OptionalLong.empty(), true)))
                .hasValue("Nobody could say how much waited at the end of the load.");
    }

    @Test
    void whoLeavesSomethingUnstoredHasNot() {
        assertThat(KeptUp.whyNot(evidence(DUE, 0, OptionalLong.of(0), OptionalLong.of(100), false)))
                .hasValue("Not everything was stored in the time that draining was given.");
    }

    private static KeptUp.Evidence evidence(
            long acknowledged, long lost, OptionalLong before, OptionalLong after, boolean drained) {
        return new KeptUp.Evidence(DUE, 10_000, 1_000, acknowledged, lost, before, after, drained);
    }
}
