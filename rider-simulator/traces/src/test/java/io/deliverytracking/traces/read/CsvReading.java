package io.deliverytracking.traces.read;

import io.deliverytracking.traces.OptionsFor;
import io.deliverytracking.traces.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Tests that read a CSV file of their own, with the options that they set before. */
abstract class CsvReading {

    @TempDir
    Path directory;

    final OptionsFor options = new OptionsFor();

    Trace read(String text) {
        try {
            Path file = Files.writeString(directory.resolve("test.csv"), text);
            return new TraceReader(options.build()).read(List.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
