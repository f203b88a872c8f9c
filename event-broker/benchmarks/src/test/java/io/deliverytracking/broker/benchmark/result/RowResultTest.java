package io.deliverytracking.broker.benchmark.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowResultTest {

    private static final Row CHEAP = new Row("cheap", "cheap", "s", Aim.atMost(0.5));
    private static final Row FAST = new Row("fast", "fast", "records/s", Aim.surelyAtLeast(0.95, 7));

    @Test
    void theRatioIsTheMedianOfThePairsNotTheRatioOfTheMedians() {
        RowResult result =
                RowResult.of(CHEAP, List.of(new Pair(1, 10), new Pair(4, 10), new Pair(9, 10), new Pair(2, 1)));
        assertThat(result.ratio()).isEqualTo((0.4 + 0.9) / 2);
        assertThat(result.ours()).isEqualTo(3);
        assertThat(result.theirs()).isEqualTo(10);
        assertThat(result.min()).isEqualTo(0.1);
        assertThat(result.max()).isEqualTo(2);
    }

    @Test
    void aCeilingIsJudgedByTheMedian() {
        assertThat(RowResult.of(CHEAP, List.of(new Pair(5, 10))).verdict()).isEqualTo(Verdict.MET);
        assertThat(RowResult.of(CHEAP, List.of(new Pair(5.1, 10))).verdict()).isEqualTo(Verdict.MISSED);
    }

    @Test
    void aFloorIsJudgedByTheLowerEndOfTheInterval() {
        List<Pair> sure = Collections.nCopies(7, new Pair(96, 100));
        assertThat(RowResult.of(FAST, sure).verdict()).isEqualTo(Verdict.MET);
        List<Pair> unsure = List.of(
                new Pair(80, 100),
                new Pair(81, 100),
                new Pair(100, 100),
                new Pair(101, 100),
                new Pair(102, 100),
                new Pair(103, 100),
                new Pair(104, 100));
        RowResult result = RowResult.of(FAST, unsure);
        assertThat(result.ratio()).isGreaterThan(0.95);
        assertThat(result.verdict()).isEqualTo(Verdict.MISSED);
    }

    @Test
    void fewerPairsThanTheAimAsksForAreNoVerdict() {
        assertThat(RowResult.of(FAST, Collections.nCopies(6, new Pair(1, 1))).verdict())
                .isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void aLineWithoutAnAimIsNotJudged() {
        assertThat(RowResult.of(new Row("a", "a", "s", null), List.of(new Pair(1, 1)))
                        .verdict())
                .isEqualTo(Verdict.NO_AIM);
    }

    @Test
    void thereIsNoRatioToNothing() {
        assertThatThrownBy(() -> new Pair(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Pair(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
