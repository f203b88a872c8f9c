package io.deliverytracking.service.timer;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * Runs tasks at regular times on worker threads: tasks that may wait for a lock, or look at very much.
 *
 * <p>Never two turns of a task at once, and none waits in a queue: a turn that is due while the one before it runs is left
 * out. None begins once the service shuts down.
 *
 * <p>Failure: whatever a task throws is our own fault. The process stops loudly; its supervisor starts it again. Left to
 * Vert.x, the exception would be nobody's, and the task would go on as if nothing had happened.
 */
@ApplicationScoped
public class WorkerTimers {

    private static final Logger LOG = Logger.getLogger(WorkerTimers.class);

    private final Vertx vertx;
    private final BiConsumer<String, Throwable> onFault;
    private volatile boolean stopped;

    @Inject
    public WorkerTimers(Vertx vertx) {
        this(vertx, (task, fault) -> {
            LOG.errorf(fault, "A regular task failed, stopping: task=%s", task);
            Quarkus.asyncExit(1);
        });
    }

    WorkerTimers(Vertx vertx, BiConsumer<String, Throwable> onFault) {
        this.vertx = vertx;
        this.onFault = onFault;
    }

    /** Begins one {@code interval}, of at least a millisecond, from now; {@code name} is for the log. */
    public void start(String name, Duration interval, Runnable task) {
        AtomicBoolean running = new AtomicBoolean();
        vertx.setPeriodic(interval.toMillis(), timer -> {
            if (stopped) {
                vertx.cancelTimer(timer);
            } else if (running.compareAndSet(false, true)) {
                turn(name, task, running);
            }
        });
    }

    /** From now on the parts that tasks stand on may be gone. */
    public void stop(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent stopping) {
        stopped = true;
    }

    private void turn(String name, Runnable task, AtomicBoolean running) {
        vertx.executeBlocking(() -> {
                    task.run();
                    return true;
                })
                .onComplete(outcome -> {
                    running.set(false);
                    if (outcome.failed() && !stopped) {
                        onFault.accept(name, outcome.cause());
                    }
                });
    }
}
