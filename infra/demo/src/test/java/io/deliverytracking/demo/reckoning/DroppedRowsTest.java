package io.deliverytracking.demo.reckoning;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.reckoning.DroppedRows.Unexplained;
import org.junit.jupiter.api.Test;

class DroppedRowsTest {

    @Test
    void nothingAbsentAndNothingDroppedNeedsNoExplanation() {
        assertThat(DroppedRows.explain(0, 0, 0, 0, 0, 0, 0)).isEqualTo(new Unexplained(0, 0));
    }

    @Test
    void fewerDroppedThanAbsentLeavesTheRestMissing() {
        assertThat(DroppedRows.explain(5, 10, 3, 3, 0, 0, 0)).isEqualTo(new Unexplained(2, 0));
    }

    @Test
    void anEventOfUnknownOutcomeMayBeAmongTheDropped() {
        assertThat(DroppedRows.explain(2, 1, 3, 1 + 7, 1, 7, 7)).isEqualTo(new Unexplained(0, 0));
    }

    @Test
    void aSurplusThatNoEventOfUnknownOutcomeCanBeIsNotBelieved() {
        assertThat(DroppedRows.explain(2, 1, 3, 1 + 8, 1, 7, 7)).isEqualTo(new Unexplained(1, 1));
    }

    @Test
    void moreDroppedThanCanHaveBeenSentIsASurplus() {
        assertThat(DroppedRows.explain(2, 1, 5, 99, 1, 7, 7)).isEqualTo(new Unexplained(0, 2));
    }
}
