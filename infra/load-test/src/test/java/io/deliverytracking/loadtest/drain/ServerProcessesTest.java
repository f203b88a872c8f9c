package io.deliverytracking.loadtest.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.deliverytracking.loadtest.sample.TaskCpu.Task;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerProcessesTest {

    private final ServerProcesses processes = new ServerProcesses();

    @Test
    void whatWasUsedBeforeTheFirstLookDoesNotCount() {
        processes.add(Map.of(new Task(1, "postgres: postgres loadtest 127.0.0.1(5) idle"), 7.0));
        assertThat(processes.sessions()).isZero();
        processes.add(Map.of(new Task(1, "postgres: postgres loadtest 127.0.0.1(5) COPY"), 7.5));
        assertThat(processes.sessions()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void whoComesLaterCountsFromTheStartAndWhoGoesStaysCounted() {
        processes.add(Map.of(new Task(1, "postgres: checkpointer "), 1.0));
        processes.add(Map.of(
                new Task(1, "postgres: checkpointer "), 3.0,
                new Task(2, "postgres: autovacuum worker loadtest"), 0.25,
                new Task(3, "postgres: postgres loadtest 127.0.0.1(6) INSERT"), 0.5));
        processes.add(Map.of(new Task(1, "postgres: checkpointer "), 4.0));
        assertThat(processes.sessions()).isCloseTo(0.5, within(1e-9));
        assertThat(processes.autovacuum()).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void backgroundIsNoSession() {
        processes.add(Map.of(new Task(1, "postgres: walwriter"), 1.0));
        processes.add(Map.of(
                new Task(1, "postgres: walwriter"), 2.0,
                new Task(2, "postgres: autovacuum launcher"), 1.0,
                new Task(3, "postgres: background writer"), 1.0));
        assertThat(processes.sessions()).isZero();
        assertThat(processes.autovacuum()).isZero();
    }
}
