package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.Latency;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them. What was not measured is a dash. Stateless. */
final class Figures {

    static final String NONE = "–";

    private static final double MICROS_PER_MILLI = 1e3;
    private static final double MICROS_PER_SECOND = 1e6;

    private Figures() {}

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String count(@Nullable Long value) {
        return value == null ? NONE : count(value.longValue());
    }

    /** For a sentence: 6.01 million rather than 6,012,345. */
    static String roughly(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        return value < 1e6
                ? count(Math.round(value))
                : String.format(Locale.ROOT, value < 1e7 ? "%.2f million" : "%,.1f million", value / 1e6);
    }

    static String roughly(long value) {
        return roughly((double) value);
    }

    static String rate(long perSecond) {
        return count(perSecond) + " events/s";
    }

    /** A time with its unit, to two or three digits. */
    static String latency(double micros) {
        if (!Double.isFinite(micros)) {
            return NONE;
        }
        if (micros < MICROS_PER_MILLI) {
            return Math.round(micros) + " µs";
        }
        return micros < MICROS_PER_SECOND
                ? digits(micros / MICROS_PER_MILLI) + " ms"
                : digits(micros / MICROS_PER_SECOND) + " s";
    }

    /** Null also where the distribution is of nothing. */
    static @Nullable Latency measured(@Nullable Latency latency) {
        return latency == null || latency.count() <= 0 ? null : latency;
    }

    static String latency(long micros) {
        return latency((double) micros);
    }

    /** For a sentence or beside a dot: one digit behind the point at most. */
    static String briefly(double micros) {
        if (!Double.isFinite(micros)) {
            return NONE;
        }
        return micros < MICROS_PER_MILLI
                ? Math.round(micros) + " µs"
                : micros < MICROS_PER_SECOND
                        ? oneDigit(micros / MICROS_PER_MILLI) + " ms"
                        : oneDigit(micros / MICROS_PER_SECOND) + " s";
    }

    private static String oneDigit(double value) {
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f" : "%,.0f", value);
    }

    /** One time, or from the least to the greatest. */
    static String latencies(Collection<Double> micros) {
        if (micros.isEmpty()) {
            return NONE;
        }
        String least = briefly(Collections.min(micros));
        String greatest = briefly(Collections.max(micros));
        if (least.equals(greatest)) {
            return least;
        }
        String unit = greatest.substring(greatest.indexOf(' '));
        return (least.endsWith(unit) ? least.substring(0, least.length() - unit.length()) : least) + " to " + greatest;
    }

    static String seconds(@Nullable Double seconds) {
        return seconds == null || !Double.isFinite(seconds) ? NONE : digits(seconds) + " s";
    }

    static String duration(double seconds) {
        if (!Double.isFinite(seconds) || seconds < 0) {
            return "an unknown time";
        }
        long whole = Math.round(seconds);
        return whole < 120 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }

    static String bytes(double bytes) {
        if (!Double.isFinite(bytes)) {
            return NONE;
        }
        double size = Math.abs(bytes);
        return size < 1e3
                ? Math.round(bytes) + " B"
                : size < 1e6
                        ? digits(bytes / 1e3) + " kB"
                        : size < 1e9 ? digits(bytes / 1e6) + " MB" : digits(bytes / 1e9) + " GB";
    }

    static String bytes(@Nullable Long bytes) {
        return bytes == null ? NONE : bytes(bytes.doubleValue());
    }

    /** In percent; never 0% or 100% unless it is exactly that. */
    static String share(long part, long whole) {
        if (whole <= 0) {
            return NONE;
        }
        if (part == whole) {
            return "100%";
        }
        double percent = 100.0 * part / whole;
        if (percent > 0 && percent < 0.01) {
            return "under 0.01%";
        }
        if (percent < 100 && percent > 99.99) {
            return "99.99%";
        }
        boolean nearAnEnd = (percent > 0 && percent < 1) || (percent > 99 && percent < 100);
        return String.format(Locale.ROOT, nearAnEnd ? "%.2f%%" : "%.0f%%", percent);
    }

    static String times(double ratio) {
        return Double.isFinite(ratio) ? String.format(Locale.ROOT, ratio < 10 ? "%.2f×" : "%.0f×", ratio) : NONE;
    }

    static String decimal(double value) {
        return Double.isFinite(value) ? digits(value) : NONE;
    }

    /** The nouns in a row: "a", "a and b", "a, b and c". */
    static String list(Collection<String> names) {
        String[] all = names.toArray(String[]::new);
        if (all.length < 2) {
            return String.join("", all);
        }
        return String.join(", ", Arrays.copyOf(all, all.length - 1)) + " and " + all[all.length - 1];
    }

    /** Two digits below ten, whole numbers from a hundred on. */
    private static String digits(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%,.0f", value);
    }
}
