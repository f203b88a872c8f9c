package io.deliverytracking.simulator.domain.replay;

import io.deliverytracking.traces.Trace;
import io.deliverytracking.traces.TraceOptions;
import io.deliverytracking.traces.read.TraceReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Traces from a few lines of text. */
final class Traces {

    private Traces() {}

    static Trace of(String csv) {
        try {
            Path file = Files.createTempFile("delivery-simulator-", ".csv");
            try {
                return new TraceReader(TraceOptions.defaults()).read(List.of(Files.writeString(file, csv)));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
