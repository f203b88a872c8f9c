package io.deliverytracking.broker.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Figures as Apache Kafka's {@code Rate} gives them with eleven samples of a second. */
class WindowedRateTest {

    private static final Offset<Double> EXACTLY = within(1e-9);

    private final WindowedRate rate = new WindowedRate(QuotaWindows.DEFAULT);

    @Test
    void what_has_just_begun_is_measured_over_ten_windows() {
        rate.record(10_000, 5_000);
        assertThat(rate.bytesPerSecond(5_000)).isEqualTo(1_000, EXACTLY);
        assertThat(rate.bytesPerSecond(5_500)).isEqualTo(10_000 / 10.5, EXACTLY);
        assertThat(rate.bytesPerSecond(6_000)).isEqualTo(1_000, EXACTLY);
    }

    @Test
    void a_window_counts_until_a_whole_row_has_passed_since_its_last_bytes() {
        rate.record(10_000, 0);
        rate.record(10_000, 900);
        assertThat(rate.bytesPerSecond(11_899)).isEqualTo(20_000 / 11.899, EXACTLY);
        assertThat(rate.bytesPerSecond(11_900)).isZero();
    }

    @Test
    void the_throttle_lasts_until_the_rate_would_be_down_to_the_limit() {
        rate.record(10_000, 0);
        assertThat(rate.throttleMs(1_000, 0)).isZero();
        assertThat(rate.throttleMs(999, 0)).as("1 / 999 of ten seconds").isEqualTo(10);
        assertThat(rate.throttleMs(500, 0)).isEqualTo(10_000);
        assertThat(rate.throttleMs(400, 500)).isEqualTo(14_500);
    }

    @Test
    void a_throttle_without_end_is_as_long_as_the_wire_can_say() {
        rate.record(Long.MAX_VALUE / 1_000_000, 0);
        assertThat(rate.throttleMs(1, 0)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void a_steady_flow_is_measured_as_what_it_is() {
        for (int ms = 0; ms < 60_000; ms += 100) {
            rate.record(1_000, ms);
        }
        assertThat(rate.bytesPerSecond(60_000)).isBetween(9_900.0, 10_100.0);
    }

    @Test
    void what_is_taken_back_never_was() {
        rate.record(500, 0);
        rate.record(-500, 0);
        assertThat(rate.bytesPerSecond(0)).isZero();
        rate.record(7_000, 30_000);
        assertThat(rate.bytesPerSecond(30_000)).isEqualTo(700, EXACTLY);
    }

    /** One window as a naive reading of the rule has it. */
    private static final class Sample {
        private final long beganMs;
        private long lastMs;
        private long sum;

        Sample(long beganMs) {
            this.beganMs = beganMs;
        }
    }

    @Test
    void it_agrees_with_a_list_of_samples_whatever_the_pace() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int windows = 2 + random.nextInt(12);
            int sizeMs = 1 + random.nextInt(2_000);
            WindowedRate measured = new WindowedRate(new QuotaWindows(windows, sizeMs));
            List<Sample> samples = new ArrayList<>();
            long nowMs = 0;
            for (int i = 0; i < 200; i++) {
                nowMs += random.nextInt(4) == 0 ? random.nextInt(5 * sizeMs) : random.nextInt(sizeMs / 4 + 1);
                long bytes = random.nextInt(100_000);
                measured.record(bytes, nowMs);
                record(samples, bytes, nowMs, sizeMs);
                nowMs += random.nextInt(sizeMs);
                assertThat(measured.bytesPerSecond(nowMs))
                        .as("seed %d, step %d", seed, i)
                        .isEqualTo(expected(samples, nowMs, windows, sizeMs), within(1e-6));
            }
        }
    }

    private static void record(List<Sample> samples, long bytes, long nowMs, int sizeMs) {
        Sample last = samples.isEmpty() ? null : samples.get(samples.size() - 1);
        if (last == null || nowMs - last.beganMs >= sizeMs) {
            last = new Sample(nowMs);
            samples.add(last);
        }
        last.sum += bytes;
        last.lastMs = nowMs;
    }

    private static double expected(List<Sample> samples, long nowMs, int windows, int sizeMs) {
        long row = (long) windows * sizeMs;
        List<Sample> counting =
                samples.stream().filter(sample -> nowMs - sample.lastMs < row).toList();
        long total = counting.stream().mapToLong(sample -> sample.sum).sum();
        long elapsedMs = counting.isEmpty() ? 0 : nowMs - counting.get(0).beganMs;
        long missing = Math.max(0, windows - 1 - elapsedMs / sizeMs);
        return total * 1_000.0 / Math.max(1, elapsedMs + missing * sizeMs);
    }
}
