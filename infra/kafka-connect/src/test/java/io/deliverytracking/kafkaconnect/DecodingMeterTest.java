package io.deliverytracking.kafkaconnect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecodingMeterTest {

    @Test
    void oneRecordInManyIsMeasured() {
        DecodingCost cost = new DecodingCost(true);
        DecodingMeter meter = new DecodingMeter(cost);
        for (int record = 1; record < DecodingMeter.EVERY; record++) {
            meter.end(meter.begin());
        }
        assertThat(cost.records()).isZero();
        meter.end(meter.begin());
        assertThat(cost.records()).isOne();
        for (int record = 0; record < DecodingMeter.EVERY; record++) {
            meter.end(meter.begin());
        }
        assertThat(cost.records()).isEqualTo(2);
    }

    @Test
    void nobodyAskedNothingMeasured() {
        DecodingCost cost = new DecodingCost(false);
        DecodingMeter meter = new DecodingMeter(cost);
        for (int record = 0; record < 2 * DecodingMeter.EVERY; record++) {
            meter.end(meter.begin());
        }
        assertThat(cost.records()).isZero();
    }

    @Test
    void theMeanIsInMicroseconds() {
        DecodingCost cost = new DecodingCost(true);
        assertThat(cost.mean()).isZero();
        cost.add(500);
        cost.add(1_500);
        assertThat(cost.mean()).isEqualTo(1.0);
    }
}
