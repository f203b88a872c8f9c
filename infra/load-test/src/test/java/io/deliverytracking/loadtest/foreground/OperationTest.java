package io.deliverytracking.loadtest.foreground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationTest {

    @Test
    void everyOperationGetsItsShareOfTheRequests() {
        Map<Operation, Integer> counts = new EnumMap<>(Operation.class);
        int requests = 100_000;
        for (long number = 0; number < requests; number++) {
            long draw = Foreground.scramble(number);
            assertThat(draw).isNotNegative();
            counts.merge(Operation.of(draw), 1, Integer::sum);
        }
        assertThat(counts.get(Operation.READ) * 100.0 / requests).isCloseTo(70, within(1.0));
        assertThat(counts.get(Operation.CREATE) * 100.0 / requests).isCloseTo(10, within(1.0));
        assertThat(counts.get(Operation.UPDATE) * 100.0 / requests).isCloseTo(20, within(1.0));
    }
}
