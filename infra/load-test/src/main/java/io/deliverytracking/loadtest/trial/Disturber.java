package io.deliverytracking.loadtest.trial;

import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.result.Moment;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does to a trial what its plan says, at the moments that it says.
 *
 * <p>Threading: a thread of its own, on which all steps run one after the other; the rest from any.
 * <p>Failure: a step that fails ends it; {@link #check} tells.
 */
final class Disturber implements AutoCloseable {

    private static final long END_PATIENCE_MS = TimeUnit.SECONDS.toMillis(30);

    private final List<Disturbance.Step> steps = new ArrayList<>();
    private final Disturbance.Target target;
    private final long startNs;
    private final Consumer<String> news;
    private final Thread thread = new Thread(this::run, "disturbances");
    private final List<Moment> moments = new CopyOnWriteArrayList<>();
    private volatile @Nullable Exception failure;

    /**
     * Starts it.
     *
     * @param startNs of {@link System#nanoTime()}: the trial's start
     * @param news is told what was done, on the thread that does it
     */
    Disturber(List<Disturbance> disturbances, Disturbance.Target target, long startNs, Consumer<String> news) {
        disturbances.forEach(disturbance -> steps.addAll(disturbance.steps()));
        steps.sort(Comparator.comparingDouble(Disturbance.Step::at));
        this.target = target;
        this.startNs = startNs;
        this.news = news;
        thread.start();
    }

    boolean isDone() {
        return !thread.isAlive();
    }

    /** @throws LabException if a step failed */
    void check() throws LabException {
        Exception reason = failure;
        if (reason != null) {
            throw new LabException("a disturbance went wrong: " + reason.getMessage(), reason);
        }
    }

    private void run() {
        try {
            for (Disturbance.Step step : steps) {
                long dueNs = startNs + (long) (step.at() * TimeUnit.SECONDS.toNanos(1));
                TimeUnit.NANOSECONDS.sleep(dueNs - System.nanoTime());
                tell(step.begun());
                step.action().on(target);
                tell(step.done());
            }
        } catch (LabException | SQLException | RuntimeException e) {
            failure = e;
        } catch (InterruptedException e) {
            // The trial is over.
        }
    }

    private void tell(String what) {
        if (!what.isEmpty()) {
            moments.add(new Moment((System.nanoTime() - startNs) / (double) TimeUnit.SECONDS.toNanos(1), what));
            news.accept(what);
        }
    }

    /** What was done up to now, and when. */
    List<Moment> moments() {
        return List.copyOf(moments);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(END_PATIENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
