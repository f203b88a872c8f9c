package io.deliverytracking.kafkaconnect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The sum of what the process' {@link DecodingMeter}s have measured. When the process ends, the mean is written into the file that the
 * system property {@value #FILE} names, as one number: microseconds of processor time a record. Without the property nothing is
 * measured.
 *
 * <p>Threading: any thread.
 */
final class DecodingCost {

    static final String FILE = "kafkaconnect.decoding-cost";

    private static final DecodingCost OF_PROCESS = ofProcess(System.getProperty(FILE));

    private final boolean wanted;
    private final LongAdder records = new LongAdder();
    private final LongAdder ns = new LongAdder();

    DecodingCost(boolean wanted) {
        this.wanted = wanted;
    }

    static DecodingCost ofProcess() {
        return OF_PROCESS;
    }

    private static DecodingCost ofProcess(@Nullable String file) {
        DecodingCost cost = new DecodingCost(file != null);
        if (file != null) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> cost.write(Path.of(file)), "decoding-cost"));
        }
        return cost;
    }

    boolean isWanted() {
        return wanted;
    }

    void add(long recordNs) {
        ns.add(recordNs);
        records.increment();
    }

    long records() {
        return records.sum();
    }

    /** Microseconds a record; 0 where there was none. */
    double mean() {
        return records.sum() == 0 ? 0 : ns.sum() / 1e3 / records.sum();
    }

    private void write(Path file) {
        try {
            Files.writeString(file, String.format(Locale.ROOT, "%.3f%n", mean()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
