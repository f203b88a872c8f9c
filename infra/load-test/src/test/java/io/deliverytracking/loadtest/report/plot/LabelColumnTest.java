package io.deliverytracking.loadtest.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabelColumnTest {

    @Test
    void leavesLabelsWhereTheyBelongWhenThereIsRoom() {
        assertThat(LabelColumn.spread(new double[] {80, 20, 50}, 10, 0, 100)).containsExactly(80, 20, 50);
    }

    @Test
    void movesLabelsApartInTheirOrder() {
        assertThat(LabelColumn.spread(new double[] {50, 51, 49}, 10, 0, 100)).containsExactly(59, 69, 49);
    }

    @Test
    void keepsLabelsAboveTheBottom() {
        assertThat(LabelColumn.spread(new double[] {99, 98, 97}, 10, 0, 100)).containsExactly(100, 90, 80);
    }

    @Test
    void squeezesEvenlyWhatHasNoRoom() {
        assertThat(LabelColumn.spread(new double[] {5, 5, 5, 5, 5}, 50, 0, 100)).containsExactly(0, 25, 50, 75, 100);
    }

    @Test
    void hasNothingToDoWithoutLabels() {
        assertThat(LabelColumn.spread(new double[0], 10, 0, 100)).isEmpty();
    }
}
