package io.deliverytracking.demo.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SteadyStateTest {

    private final SteadyState state = new SteadyState();

    @Test
    void aRunThatEndsColdHasNoSteadyState() {
        state.add(Duration.ofSeconds(19), Optional.of(1_000.0), Map.of("db-writer", 9L), usage(0.5, 100));
        assertThat(state.text(2)).isEmpty();
    }

    @Test
    void meansOfCpuAndMaximaOfLagAndMemoryAreTakenFromTheWarmPart() {
        state.add(Duration.ofSeconds(1), Optional.of(1_000.0), Map.of("db-writer", 99_000L), usage(1.0, 900));
        state.add(Duration.ofSeconds(20), Optional.of(1_000.0), Map.of("db-writer", 500L), usage(0.4, 300));
        state.add(Duration.ofSeconds(21), Optional.of(3_000.0), Map.of("db-writer", 600L), usage(0.6, 200));
        assertThat(state.text(2))
                .contains("From 20 s after readiness: 2,000 events/s; CPU of 2 cores 50% (ours 50%); at most 300 MB.")
                .contains("Greatest lag: db-writer 0.5 s");
    }

    @Test
    void secondsInWhichTheBrokerDoesNotAnswerDoNotCount() {
        state.add(Duration.ofSeconds(30), Optional.empty(), Map.of(), usage(1.0, 900));
        assertThat(state.text(2)).isEmpty();
    }

    private static Usage usage(double cpu, long megabytes) {
        return new Usage(cpu, cpu, megabytes << 20);
    }
}
