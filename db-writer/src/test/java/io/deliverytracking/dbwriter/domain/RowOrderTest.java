package io.deliverytracking.dbwriter.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowOrderTest {
    private final RowOrder order = new RowOrder();

    @Test
    void rowsGoByRiderAndTheRowsOfOneRiderStayInTheirOrder() {
        order.byRider(ridersAsRows(7, 3, 2_000_000_000, 3, 7, 1), new int[0]);

        assertThat(rows()).containsExactly(5, 1, 3, 0, 4, 2);
    }

    /** Where one batch ends and the next one begins, both share a page: it should not hold the last riders and the first. */
    @Test
    void theNextBatchGoesTheOtherWayAndTheRowsOfOneRiderStillStayInTheirOrder() {
        LocationRows staged = ridersAsRows(7, 3, Integer.MAX_VALUE, 3, 7, 1);
        order.byRider(staged, new int[0]);
        order.byRider(staged, new int[0]);
        assertThat(rows()).containsExactly(2, 0, 4, 1, 3, 5);

        order.byRider(staged, new int[0]);
        assertThat(rows()).containsExactly(5, 1, 3, 0, 4, 2);
    }

    @Test
    void rowsLeftOutHaveNoPlace() {
        order.byRider(ridersAsRows(7, 3, 9, 3, 7, 1), new int[] {0, 3, 5});
        assertThat(rows()).containsExactly(1, 4, 2);

        order.asRead(ridersAsRows(7, 3, 9), new int[] {1});
        assertThat(rows()).containsExactly(0, 2);
    }

    @Test
    void aLargeBatchAfterASmallOneIsWhole() {
        order.byRider(ridersAsRows(1), new int[0]);
        order.byRider(
                ridersAsRows(IntStream.rangeClosed(1, 5000).map(i -> 5001 - i).toArray()), new int[0]);

        assertThat(order.size()).isEqualTo(5000);
        assertThat(order.row(0)).isZero();
        assertThat(order.row(4999)).isEqualTo(4999);
    }

    private int[] rows() {
        return IntStream.range(0, order.size()).map(order::row).toArray();
    }

    private static LocationRows ridersAsRows(int... riders) {
        FakeRead read = FakeRead.locations(0, 0);
        for (int i = 0; i < riders.length; i++) {
            read.with(Events.location(riders[i], i));
        }
        StagedBatch staged = new StagedBatch(FakeRead.LOCATIONS);
        staged.load(new ReadBatch(List.of(read)));
        return staged.locations();
    }
}
