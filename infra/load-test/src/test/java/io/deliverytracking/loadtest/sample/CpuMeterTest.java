package io.deliverytracking.loadtest.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CpuMeterTest {

    private Optional<CpuMeter.Reading> reading = Optional.empty();
    private final CpuMeter meter = new CpuMeter(source -> reading);

    @Test
    void whatWasUsedBeforeItWasAddedDoesNotCount() {
        reads(1, 10, 500);
        add();
        reads(1, 10, 625);
        assertThat(meter.sample()).isEqualTo(Map.of("it", 1.25));
        assertThat(meter.sample()).isEqualTo(Map.of("it", 0.0));
    }

    @Test
    void aProcessThatTookThePlaceOfAnotherCountsFromItsStart() {
        reads(1, 10, 500);
        add();
        reads(2, 90, 30);
        assertThat(meter.sample()).isEqualTo(Map.of("it", 0.3));
        reads(2, 777, 20);
        assertThat(meter.sample()).as("the same pid, given to another process").isEqualTo(Map.of("it", 0.2));
    }

    @Test
    void whatCannotBeReadIsMissing() {
        add();
        assertThat(meter.sample()).isEmpty();
    }

    @Test
    void aChildThatWasCountedTwiceForAMomentCountsOnceInTheEnd() {
        reads(1, 10, 100);
        add();
        reads(1, 10, 300);
        double sum = meter.sample().get("it");
        reads(1, 10, 250);
        sum += meter.sample().get("it");
        reads(1, 10, 400);
        sum += meter.sample().get("it");
        assertThat(sum).isEqualTo(3.0);
    }

    private void add() {
        meter.add("it", OptionalLong::empty);
    }

    private void reads(long pid, long startTicks, long ticks) {
        reading = Optional.of(new CpuMeter.Reading(pid, startTicks, ticks));
    }
}
