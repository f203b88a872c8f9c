package io.deliverytracking.broker.server;

import io.deliverytracking.broker.port.BackgroundTasks;
import io.deliverytracking.broker.port.Cancellable;
import io.deliverytracking.broker.port.Completion;
import io.deliverytracking.broker.port.Timers;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A lane that is an event loop: sockets, timers, completions of background work and every decision of the broker
 * take turns on one thread.
 *
 * <p>Invariant: after {@link #stop} nothing of this lane runs any more: no timer, no completion, no query. That is
 * what makes a killed broker as good as dead though its process lives on.
 *
 * <p>Failure: an exception that leaves a timer or a completion goes to the fatal handler: state may be half changed,
 * so the broker must not go on.
 *
 * <p>Threading: {@link #execute}, {@link #query} and {@link #stop} may be called from any thread, the rest from the
 * lane.
 */
final class Lane implements Timers, BackgroundTasks {

    private final EventLoop eventLoop;
    private final ThreadPoolExecutor background;
    private final Consumer<Throwable> onFatal;
    private volatile boolean stopped;

    Lane(EventLoop eventLoop, int backgroundThreads, Consumer<Throwable> onFatal) {
        this.eventLoop = eventLoop;
        this.onFatal = onFatal;
        AtomicInteger thread = new AtomicInteger();
        this.background = new ThreadPoolExecutor(
                backgroundThreads, backgroundThreads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread created = new Thread(task, "broker-background-" + thread.incrementAndGet());
                    created.setDaemon(true);
                    return created;
                });
        this.background.allowCoreThreadTimeOut(true);
    }

    boolean isOnLane() {
        return eventLoop.inEventLoop();
    }

    /** Runs {@code task} on the lane, later. */
    void execute(Runnable task) {
        try {
            eventLoop.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            // The event loop has shut down: as after stop(), nothing runs any more.
            stopped = true;
        }
    }

    /** Evaluates {@code query} on the lane; fails with {@link IllegalStateException} once the lane has stopped. */
    <T> CompletionStage<T> query(Supplier<? extends T> query) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable task = () -> {
            if (stopped) {
                answer.completeExceptionally(new IllegalStateException("The broker has stopped"));
                return;
            }
            try {
                answer.complete(query.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        };
        try {
            eventLoop.execute(task);
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new IllegalStateException("The broker has stopped", e));
        }
        return answer;
    }

    @Override
    public Cancellable schedule(long delayMs, Runnable task) {
        ScheduledFuture<?> scheduled = eventLoop.schedule(() -> run(task), Math.max(0, delayMs), TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public <T> void submit(Callable<? extends T> work, Completion<? super T> completion) {
        try {
            background.execute(() -> {
                T result = null;
                Throwable failure = null;
                try {
                    result = work.call();
                } catch (Throwable e) { // whatever it is, it belongs to the completion
                    failure = e;
                }
                complete(completion, result, failure);
            });
        } catch (RejectedExecutionException e) {
            // Stopped: by the port's contract neither the work nor the completion runs.
            stopped = true;
        }
    }

    private <T> void complete(Completion<? super T> completion, @Nullable T result, @Nullable Throwable failure) {
        execute(() -> completion.complete(result, failure));
    }

    /** Runs {@code task} at once, on the lane, with the lane's care for what it throws. */
    void run(Runnable task) {
        if (stopped) {
            return;
        }
        try {
            task.run();
        } catch (Throwable e) { // an error here is our own fault and ends this broker, not the event loop
            onFatal.accept(e);
        }
    }

    /** From now on nothing runs on this lane; work under way in the background ends by itself. */
    void stop() {
        stopped = true;
        background.shutdownNow();
    }

    /** Waits for background work that has begun; false if it takes longer than {@code timeoutMs}. */
    boolean awaitBackground(long timeoutMs) {
        try {
            return background.awaitTermination(timeoutMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
