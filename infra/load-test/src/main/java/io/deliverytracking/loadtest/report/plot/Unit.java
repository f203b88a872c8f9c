package io.deliverytracking.loadtest.report.plot;

import java.math.BigDecimal;
import java.util.Locale;

/** What a scale counts, and how its ticks say it: short, because ticks are round numbers. */
public enum Unit {
    MICROSECONDS {
        @Override
        public String words(double value) {
            return value == 0
                    ? "0"
                    : value < 1e3
                            ? plain(value) + " µs"
                            : value < 1e6 ? plain(value / 1e3) + " ms" : plain(value / 1e6) + " s";
        }
    },
    EVENTS {
        @Override
        public String words(double value) {
            return value < 1e3 ? plain(value) : value < 1e6 ? plain(value / 1e3) + "k" : plain(value / 1e6) + "M";
        }
    },
    BYTES {
        @Override
        public String words(double value) {
            return value == 0
                    ? "0"
                    : value < 1e3
                            ? plain(value) + " B"
                            : value < 1e6
                                    ? plain(value / 1e3) + " kB"
                                    : value < 1e9 ? plain(value / 1e6) + " MB" : plain(value / 1e9) + " GB";
        }
    },
    SECONDS {
        @Override
        public String words(double value) {
            return plain(value);
        }
    },
    CORES {
        @Override
        public String words(double value) {
            return plain(value);
        }
    };

    public abstract String words(double value);

    /** Up to four significant digits, without zeros at the end. */
    private static String plain(double value) {
        return new BigDecimal(String.format(Locale.ROOT, "%.3e", value))
                .stripTrailingZeros()
                .toPlainString();
    }
}
