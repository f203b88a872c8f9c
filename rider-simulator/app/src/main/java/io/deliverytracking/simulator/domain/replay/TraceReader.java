package io.deliverytracking.simulator.domain.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a file of fixes whole, before anything is sent: only then are the riders, the order of times and the report
 * known.
 *
 * <p>Failure: {@link TraceException} if the file is absent, is no text with the columns needed, or has no readable row.
 * Anything less is in the {@link TraceReport}.
 */
public final class TraceReader {

    /** A quoted field may span lines; more than this is a quote that was never closed. */
    private static final int MAX_LINES_PER_ROW = 20;

    private static final int QUOTED_LINES = 3;

    private final ReplayOptions options;

    public TraceReader(ReplayOptions options) {
        this.options = options;
    }

    public Trace read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new TraceException("there is no file " + file.toAbsolutePath() + " to replay");
        }
        // InputStreamReader replaces bytes that are no UTF-8: such a name is odd, not fatal.
        try (Reader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            return read(reader, file.toString());
        } catch (IOException e) {
            throw new TraceException("cannot read " + file.toAbsolutePath() + ": " + e.getMessage(), e);
        }
    }

    Trace read(Reader reader, String name) throws IOException {
        List<Line> lines = new ArrayList<>();
        TraceLines source = new TraceLines(reader);
        // Look ahead: the first lines say how to read all.
        while (lines.size() < QUOTED_LINES && addLine(source, lines)) {
            // addLine has done it.
        }
        if (lines.isEmpty()) {
            throw new TraceException(name + " is empty");
        }
        try {
            TraceBuilder builder = read(lines, source);
            if (builder.isEmpty()) {
                throw new TraceException("not one row could be read as a fix; reasons: "
                        + builder.report().unreadable());
            }
            return builder.build();
        } catch (TraceException e) {
            throw new TraceException(name + ": " + e.getMessage() + firstLines(lines), e);
        }
    }

    private TraceBuilder read(List<Line> firstLines, TraceLines source) throws IOException {
        String first = firstLines.get(0).text;
        RowSplitter splitter = new RowSplitter(options.separator().orElseGet(() -> RowSplitter.guess(first)));
        List<String> firstFields = splitter.split(first);
        boolean header = options.header().orElseGet(() -> firstFields != null && !readsLikeData(firstFields));
        Columns columns =
                header && firstFields != null ? Columns.byHeader(options, firstFields) : Columns.byPosition(options);
        RowParser parser = new RowParser(columns, options);
        TraceBuilder builder = new TraceBuilder(options.maxRows());
        List<Line> pending = new ArrayList<>(firstLines.subList(header ? 1 : 0, firstLines.size()));
        while (!pending.isEmpty() || addLine(source, pending)) {
            readRow(pending, source, splitter, parser, builder);
        }
        return builder;
    }

    /** Takes one row off the pending lines; a quoted field may need more of them. */
    private static void readRow(
            List<Line> pending, TraceLines source, RowSplitter splitter, RowParser parser, TraceBuilder builder)
            throws IOException {
        Line line = pending.remove(0);
        if (line.text.isBlank()) {
            return;
        }
        if (line.cut) {
            builder.unreadable(line.number, RowProblem.LINE_TOO_LONG, line.text);
            return;
        }
        String row = line.text;
        int joined = 0;
        while (splitter.isOpen(row) && joined < MAX_LINES_PER_ROW) {
            if (joined == pending.size() && !addLine(source, pending)) {
                break;
            }
            row = row + "\n" + pending.get(joined++).text;
        }
        List<String> fields = splitter.isOpen(row) ? null : splitter.split(row);
        if (fields == null) {
            // A stray quote: this line is lost, the lines looked at are rows of their own.
            builder.unreadable(line.number, RowProblem.BROKEN_QUOTES, line.text);
            return;
        }
        pending.subList(0, joined).clear();
        RowProblem problem = parser.parse(fields);
        if (problem == null) {
            builder.add(parser);
        } else {
            builder.unreadable(line.number, problem, row);
        }
    }

    private static boolean addLine(TraceLines source, List<Line> lines) throws IOException {
        String text = source.next();
        if (text == null) {
            return false;
        }
        lines.add(new Line(source.number(), text, source.wasCut()));
        return true;
    }

    /** A header has no numbers; a row of fixes has at least two, its position. */
    private static boolean readsLikeData(List<String> fields) {
        return fields.stream()
                        .filter(field -> field.matches("[-+]?\\d+(\\.\\d+)?"))
                        .count()
                >= 2;
    }

    private static String firstLines(List<Line> lines) {
        StringBuilder quoted = new StringBuilder("\nThe file begins:");
        for (Line line : lines) {
            quoted.append("\n  ").append(line.number).append(": ").append(TraceBuilder.abbreviate(line.text));
        }
        return quoted.toString();
    }

    private record Line(int number, String text, boolean cut) {}
}
