package io.deliverytracking.traces.read;

import io.deliverytracking.traces.FixSink;
import io.deliverytracking.traces.RawFix;
import io.deliverytracking.traces.RowProblem;
import io.deliverytracking.traces.Trace;
import io.deliverytracking.traces.TraceAccounts;
import io.deliverytracking.traces.TraceBuilder;
import io.deliverytracking.traces.TraceException;
import io.deliverytracking.traces.TraceLimitException;
import io.deliverytracking.traces.TraceOptions;
import io.deliverytracking.traces.TraceReport;
import io.deliverytracking.traces.csv.CsvReader;
import io.deliverytracking.traces.file.TraceFile;
import io.deliverytracking.traces.file.TraceFiles;
import io.deliverytracking.traces.file.TraceText;
import io.deliverytracking.traces.gpx.GpxReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads a trace whole, before anything is sent: only then are the riders, the order of times and the report known.
 *
 * <p>Failure: {@link TraceException} if a file is absent, there are too many rows, or no file has a readable row; then it
 * quotes the first one. Anything less is in the {@link TraceReport}.
 */
public final class TraceReader {

    private final TraceOptions options;

    public TraceReader(TraceOptions options) {
        this.options = options;
    }

    /** All fixes. */
    public Trace read(List<Path> paths) {
        TraceAccounts accounts = new TraceAccounts(options.maxRows());
        TraceBuilder builder = new TraceBuilder(accounts);
        read(paths, builder, accounts);
        return builder.build(options.start());
    }

    /** Only what {@link #read} would report, in a fraction of the memory; but for the repeated rows. */
    public TraceReport survey(List<Path> paths) {
        TraceAccounts accounts = new TraceAccounts(options.maxRows());
        read(paths, accounts, accounts);
        return accounts.report(0, options.start());
    }

    /** Whether there is anything to read: fails as {@link #read} does, but stops at the first fix. */
    public void check(List<Path> paths) {
        TraceAccounts accounts = new TraceAccounts(options.maxRows());
        FixSink firstOnly = new FixSink() {
            @Override
            public void fix(String rider, RawFix fix) {
                throw new FoundException();
            }

            @Override
            public void unreadable(long line, RowProblem problem, String text) {
                accounts.unreadable(line, problem, text);
            }
        };
        try {
            read(paths, firstOnly, accounts);
        } catch (FoundException e) {
            // That is all there was to know.
        }
    }

    private void read(List<Path> paths, FixSink sink, TraceAccounts accounts) {
        Refusals refusals = new Refusals(accounts);
        TraceFiles.visit(paths, new TraceFiles.Visitor() {
            @Override
            public void visit(TraceFile file) {
                readFile(file, sink, accounts).ifPresent(reason -> refuse(file.name(), reason));
            }

            @Override
            public void refuse(String file, String reason) {
                refusals.add(file, reason);
            }
        });
        if (accounts.isEmpty()) {
            throw refusals.failure();
        }
    }

    /** Why the file fits nothing, with its first lines; empty if it fits. */
    private Optional<String> readFile(TraceFile file, FixSink sink, TraceAccounts accounts) {
        accounts.begin(file.name());
        String beginning = "";
        try (InputStream bytes = file.content().open()) {
            TraceText text = TraceText.of(bytes);
            beginning = "\n" + text.firstLines();
            if (text.isXml()) {
                new GpxReader(options).read(text.bytes(), file.rider(), sink);
            } else {
                new CsvReader(options).read(text.reader(), file.rider(), sink);
            }
        } catch (IOException e) {
            if (!accounts.fits()) {
                return Optional.of("can't be read: " + e.getMessage() + beginning);
            }
            accounts.unreadable(0, RowProblem.FILE_BROKEN, String.valueOf(e.getMessage()));
        } catch (TraceLimitException e) {
            throw new TraceException(file.name() + ": " + e.getMessage(), e);
        } catch (TraceException e) {
            return Optional.of(e.getMessage() + beginning);
        }
        if (accounts.fits()) {
            accounts.end();
            return Optional.empty();
        }
        return Optional.of("not one row could be read as a fix: " + reasons(accounts.unreadableHere()) + beginning);
    }

    private static String reasons(Map<RowProblem, Long> unreadable) {
        StringBuilder reasons = new StringBuilder();
        new TreeMap<>(unreadable)
                .forEach((problem, count) -> reasons.append(reasons.isEmpty() ? "" : ", ")
                        .append(problem)
                        .append('=')
                        .append(count));
        for (RowProblem problem : unreadable.keySet()) {
            reasons.append(Hint.of(problem));
        }
        return reasons.isEmpty() ? "there is none" : reasons.toString();
    }

    /** The way out of the sink. */
    private static final class FoundException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FoundException() {
            super("found", null, false, false);
        }
    }
}
