package io.deliverytracking.loadtest.application;

import io.deliverytracking.loadtest.application.load.Phase;
import io.deliverytracking.loadtest.application.load.Progress;
import io.deliverytracking.loadtest.application.way.Outcomes;
import io.deliverytracking.loadtest.application.way.Way;
import io.deliverytracking.loadtest.result.Latency;
import io.deliverytracking.loadtest.sample.LatencyRecorder;
import java.util.List;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Makes seconds of sums that only grow, and keeps what the summary needs of them. One thread. */
final class SecondTeller {

    private final List<Phase> phases;
    private final Way way;
    private final Outcomes outcomes;
    private final Consumer<ApplicationSecond> listener;
    private final Histogram interval = Outcomes.newHistogram();
    private final Histogram measured = Outcomes.newHistogram();

    /** The sums up to now in the shape of a second. */
    private ApplicationSecond sums = new ApplicationSecond(-1, "", 0, 0, 0, 0, 0, 0, 0, 0, null);

    private long latestByUs;

    SecondTeller(List<Phase> phases, Way way, Outcomes outcomes, Consumer<ApplicationSecond> listener) {
        this.phases = phases;
        this.way = way;
        this.outcomes = outcomes;
        this.listener = listener;
    }

    /** One more second is over. */
    void tell(Progress progress) {
        outcomes.takeLatencies(interval, measured);
        latestByUs = Math.max(latestByUs, progress.lateUs());
        ApplicationSecond before = sums;
        sums = new ApplicationSecond(
                before.at() + 1,
                phaseAt(before.at() + 1),
                progress.offered(),
                progress.refused(),
                outcomes.acknowledged(),
                outcomes.failed(),
                outcomes.errors(),
                way.queueBytes(),
                way.pending(),
                progress.lateUs(),
                latency(interval));
        listener.accept(new ApplicationSecond(
                sums.at(),
                sums.phase(),
                sums.offered() - before.offered(),
                sums.refused() - before.refused(),
                sums.acknowledged() - before.acknowledged(),
                sums.failed() - before.failed(),
                sums.errors() - before.errors(),
                sums.queueBytes(),
                sums.pending(),
                sums.lateUs(),
                sums.acknowledgement()));
    }

    /** What was told, in sums: its {@code offered} and the other counts are those of the whole run. */
    ApplicationSecond sums() {
        return sums;
    }

    /** Of the measured events that were acknowledged up to the last second. */
    @Nullable
    Latency measured() {
        return latency(measured);
    }

    /** Most by which the generator was behind in any second. */
    long latestByUs() {
        return latestByUs;
    }

    private String phaseAt(int second) {
        double end = 0;
        for (Phase phase : phases) {
            end += phase.seconds();
            if (second < end) {
                return phase.name();
            }
        }
        return ApplicationSecond.DRAIN;
    }

    private static @Nullable Latency latency(Histogram histogram) {
        return LatencyRecorder.latency(histogram).orElse(null);
    }
}
