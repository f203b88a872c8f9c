package io.deliverytracking.loadtest.foreground;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.foreground.MeasuredTime.Part;
import io.deliverytracking.loadtest.result.Latency;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class OutcomesTest {

    private static final long START_NS = TimeUnit.SECONDS.toNanos(1_000);
    private static final Percentage THREE_DIGITS = Percentage.withPercentage(0.2);

    /** Warm-up for 3 s, measured for 12, then the drain. */
    private final Outcomes outcomes = new Outcomes(MeasuredTime.of(START_NS, 3, 12));

    @Test
    void whatWasDueInTheMeasuredTimeCountsThereHoweverLateItEnds() {
        read(3.0, 0.001);
        read(14.999, 4);
        Latency latency = outcomes.latencies(Part.MEASURED).get("read");
        assertThat(latency.count()).isEqualTo(2);
        assertThat(latency.maxUs()).isCloseTo(4_000_000, THREE_DIGITS);
        assertThat(outcomes.latencies(Part.DRAIN)).isEmpty();
    }

    @Test
    void whatWasDueInTheWarmUpNeverCounts() {
        read(2.999, 5);
        outcomes.add(Operation.UPDATE, at(0), TimeUnit.SECONDS.toNanos(11), false);
        assertThat(outcomes.latencies(Part.MEASURED)).isEmpty();
        assertThat(outcomes.errors(Part.MEASURED)).isZero();
        assertThat(outcomes.errors(Part.DRAIN)).isZero();
    }

    @Test
    void theDrainIsAViewOfItsOwn() {
        read(15.0, 0.25);
        outcomes.add(Operation.UPDATE, at(16), 0, false);
        assertThat(outcomes.latencies(Part.MEASURED)).isEmpty();
        assertThat(outcomes.latencies(Part.DRAIN)).containsOnlyKeys("read", "update");
        assertThat(outcomes.errors(Part.DRAIN)).isEqualTo(1);
        assertThat(outcomes.errors(Part.MEASURED)).isZero();
    }

    @Test
    void aRequestWithoutAnAnswerIsAnErrorAndTookAsLongAsPatienceDoes() {
        outcomes.add(Operation.READ, at(5), TimeUnit.MILLISECONDS.toNanos(1), false);
        outcomes.add(Operation.READ, at(5), TimeUnit.SECONDS.toNanos(20), false);
        Latency latency = outcomes.latencies(Part.MEASURED).get("read");
        assertThat(latency.count()).isEqualTo(2);
        assertThat(latency.p50Us()).as("refused at once").isCloseTo(10_000_000, THREE_DIGITS);
        assertThat(latency.maxUs()).as("waited longer than that").isCloseTo(20_000_000, THREE_DIGITS);
        assertThat(outcomes.errors(Part.MEASURED)).isEqualTo(2);
    }

    @Test
    void aSecondHasWhatEndedInItWhateverPartThatIsOf() {
        assertThat(outcomes.second()).isEqualTo(new Foreground.Second(OptionalLong.empty(), 0));
        read(1, 0.001);
        outcomes.add(Operation.CREATE, at(20), 0, false);
        Foreground.Second second = outcomes.second();
        assertThat(second.errors()).isEqualTo(1);
        assertThat(second.p99Us().orElseThrow()).isCloseTo(10_000_000, THREE_DIGITS);
        assertThat(outcomes.second().errors()).as("each is told once").isZero();
    }

    private void read(double dueSecond, double seconds) {
        outcomes.add(Operation.READ, at(dueSecond), (long) (seconds * TimeUnit.SECONDS.toNanos(1)), true);
    }

    private static long at(double second) {
        return START_NS + (long) (second * TimeUnit.SECONDS.toNanos(1));
    }
}
