package io.deliverytracking.loadtest.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.sample.TaskCpu.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskCpuTest {

    @BeforeEach
    void onlyWhereThereIsProc() {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/stat")), "no /proc here");
    }

    @Test
    void aNameMayHaveBlanksAndParentheses() {
        assertThat(TaskCpu.name("4711 (a (b) c) S 1 2 3")).isEqualTo("a (b) c");
    }

    @Test
    void threadsAreKnownByTheirNames() throws InterruptedException {
        Thread thread = new Thread(
                () -> {
                    Map<Task, Double> threads =
                            TaskCpu.ofThreads(ProcessHandle.current().pid());
                    assertThat(threads).hasSizeGreaterThan(1).anySatisfy((task, seconds) -> {
                        assertThat(task.name()).isEqualTo("task-cpu-test");
                        assertThat(seconds).isNotNegative();
                    });
                },
                "task-cpu-test");
        Throwable[] failure = new Throwable[1];
        thread.setUncaughtExceptionHandler((failed, cause) -> failure[0] = cause);
        thread.start();
        thread.join();
        assertThat(failure[0]).isNull();
    }

    @Test
    void whoIsNotThereHasNothing() {
        assertThat(TaskCpu.ofThreads(0)).isEmpty();
        assertThat(TaskCpu.ofChildren(0)).isEmpty();
    }
}
