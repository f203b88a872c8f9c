package io.deliverytracking.dbwriter.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.events.v1.RiderStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class StagedBatchTest {
    private final StagedBatch staged = new StagedBatch(FakeRead.LOCATIONS);

    @Test
    void locationsBecomeColumns() {
        byte[] value = Events.locationBuilder(5, Events.SESSION, 9)
                .setOrderId(77)
                .setStatus(RiderStatus.RIDER_STATUS_TO_CUSTOMER)
                .build()
                .toByteArray();

        staged.load(new ReadBatch(List.of(FakeRead.locations(2, 40).with(value))));

        LocationRows rows = staged.locations();
        assertThat(rows.size()).isEqualTo(1);
        assertThat(rows.recordTimeMs(0)).isEqualTo(FakeRead.SENT_MS);
        assertThat(rows.partition(0)).isEqualTo((short) 2);
        assertThat(rows.offset(0)).isEqualTo(40);
        assertThat(rows.riderId(0)).isEqualTo(5);
        assertThat(rows.session(0)).isEqualTo(Events.SESSION);
        assertThat(rows.sequence(0)).isEqualTo(9);
        assertThat(rows.orderId(0)).isEqualTo(77);
        assertThat(rows.latitudeE7(0)).isEqualTo(525_200_005);
        assertThat(rows.longitudeE7(0)).isEqualTo(134_049_991);
        assertThat(rows.speedCmS(0)).isEqualTo((short) 450);
        assertThat(rows.headingDeg(0)).isEqualTo((short) 90);
        assertThat(rows.accuracyM(0)).isEqualTo((short) 5);
        assertThat(rows.status(0)).isEqualTo((short) 4);
    }

    @Test
    void anAbsentOrderIsNoOrder() {
        staged.load(new ReadBatch(List.of(FakeRead.locations(0, 0).with(Events.location(1, 0)))));

        assertThat(staged.locations().orderId(0)).isEqualTo(LocationRows.NO_ORDER);
    }

    @Test
    void everyRecordIsOneRowOrOneDeadLetter() {
        staged.load(new ReadBatch(List.of(
                FakeRead.locations(0, 100)
                        .with(Events.location(1, 0))
                        .with(new byte[] {1, 2, 3})
                        .with(null)
                        .with(-1, Events.location(2, 0))
                        .with(Long.MAX_VALUE, Events.location(3, 0))
                        .with(Events.location(4, 0)),
                FakeRead.orders(0, 7)
                        .with(Events.order(1, OrderState.ORDER_STATE_PLACED, Events.SESSION))
                        .with(new byte[] {9}))));

        assertThat(staged.locations().size()).isEqualTo(2);
        assertThat(staged.orders().size()).isEqualTo(1);
        assertThat(staged.undecodable())
                .extracting(letter -> letter.read().partition() + "@" + letter.offset() + " " + letter.reason())
                .containsExactly(
                        "delivery-location-updates-0@101 BROKEN_BYTES",
                        "delivery-location-updates-0@102 NO_VALUE",
                        "delivery-location-updates-0@103 BAD_TIMESTAMP",
                        "delivery-location-updates-0@104 BAD_TIMESTAMP",
                        "restaurant-updates-0@8 BROKEN_BYTES");
    }

    @Test
    void aDeadLetterNeverTellsWhereTheRiderWas() {
        byte[] outOfRange = Events.locationBuilder(1, Events.SESSION, 0)
                .setLatitudeE7(525_200_001)
                .setHeadingDeg(500)
                .build()
                .toByteArray();

        staged.load(new ReadBatch(List.of(FakeRead.locations(0, 0).with(outOfRange))));

        assertThat(staged.undecodable().get(0).error()).contains("heading").doesNotContain("525200001");
    }

    @Test
    void itGrowsAndIsReused() {
        FakeRead large = FakeRead.locations(0, 0);
        for (int i = 0; i < 5000; i++) {
            large.with(Events.location(1 + i, i));
        }
        staged.load(new ReadBatch(List.of(large)));
        assertThat(staged.locations().size()).isEqualTo(5000);
        assertThat(staged.locations().riderId(4999)).isEqualTo(5000);

        staged.load(new ReadBatch(List.of(FakeRead.locations(1, 0).with(Events.location(9, 9)))));

        assertThat(staged.locations().size()).isEqualTo(1);
        assertThat(staged.locations().riderId(0)).isEqualTo(9);
        assertThat(staged.undecodable()).isEmpty();
    }
}
