package io.deliverytracking.service.timer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerTimersTest {

    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final long PATIENCE_S = 30;

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<String> fault = new CompletableFuture<>();
    private final WorkerTimers timers =
            new WorkerTimers(vertx, (task, thrown) -> fault.complete(task + ": " + thrown.getMessage()));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whatATaskThrowsIsHeardOf() throws Exception {
        timers.start("clock", OFTEN, () -> {
            throw new IllegalStateException("broken");
        });
        assertThat(fault.get(PATIENCE_S, TimeUnit.SECONDS)).isEqualTo("clock: broken");
    }

    @Test
    void aTurnThatIsDueWhileTheOneBeforeItRunsIsLeftOut() throws Exception {
        AtomicInteger turns = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        timers.start("clock", OFTEN, () -> {
            turns.incrementAndGet();
            begun.countDown();
            await(release);
        });
        assertThat(begun.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
        CountDownLatch manyAreDue = new CountDownLatch(50);
        vertx.setPeriodic(1, due -> manyAreDue.countDown());
        assertThat(manyAreDue.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
        timers.stop(new ShutdownEvent());
        release.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        assertThat(turns).hasValue(1);
    }

    @Test
    void whatATaskThrowsWhileTheServiceShutsDownIsNoFault() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        timers.start("clock", OFTEN, () -> {
            begun.countDown();
            await(stopped);
            throw new IllegalStateException("what it stood on is gone");
        });
        assertThat(begun.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
        timers.stop(new ShutdownEvent());
        stopped.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        assertThat(fault).isNotDone();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
