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

    @Test
    void processorTimeAnEventIsThatOfTheWarmPartAndNamesWhatTakesMostFirst() {
        state.add(Duration.ofSeconds(1), Optional.of(1_000.0), Map.of(), usage(Map.of("broker", 2.0)));
        state.add(Duration.ofSeconds(20), Optional.of(100_000.0), Map.of(), usage(Map.of("broker", 0.1, "idle", 0.0)));
        state.add(
                Duration.ofSeconds(21), Optional.of(300_000.0), Map.of(), usage(Map.of("broker", 0.1, "writer", 1.0)));
        assertThat(state.text(2).lines()).contains("Processor time an event, in µs: writer 2.50 broker 0.50");
    }

    private static Usage usage(double cpu, long megabytes) {
        return new Usage(cpu, 2, Map.of("broker", 2 * cpu), megabytes << 20);
    }

    private static Usage usage(Map<String, Double> busyCores) {
        return new Usage(0.5, 2, busyCores, 1 << 20);
    }
}
