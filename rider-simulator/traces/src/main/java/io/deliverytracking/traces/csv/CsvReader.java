package io.deliverytracking.traces.csv;

import io.deliverytracking.traces.FixSink;
import io.deliverytracking.traces.RowProblem;
import io.deliverytracking.traces.TraceException;
import io.deliverytracking.traces.TraceOptions;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One text with a row a fix, into a {@link FixSink}.
 *
 * <p>What stands above the header is passed over: as many lines as were told, and, where nothing was told, up to
 * {@link #PREAMBLE_LINES} lines until one names the columns that are needed.
 *
 * <p>Failure: {@link TraceException} if the columns can't be found; {@link IOException} as it comes.
 */
public final class CsvReader {

    /** A quoted field may span lines; more than this is a quote that was never closed. */
    private static final int MAX_LINES_PER_ROW = 20;

    private static final int PREAMBLE_LINES = 20;

    private final TraceOptions options;

    public CsvReader(TraceOptions options) {
        this.options = options;
    }

    /** @param fileRider who the rider is where no column says it */
    public void read(Reader reader, String fileRider, FixSink sink) throws IOException {
        Rows rows = new Rows(new TraceLines(reader));
        for (int line = 0; line < options.skipLines() && rows.take() != null; line++) {
            // Passed over.
        }
        rows.lookAhead(PREAMBLE_LINES);
        Line first = rows.firstWithText();
        if (first == null) {
            throw new TraceException("there is no row");
        }
        Shape shape = shape(first, rows);
        RowParser parser = new RowParser(shape.columns, options, shape.separator, fileRider);
        RowSplitter splitter = new RowSplitter(shape.separator);
        for (Line line = rows.take(); line != null; line = rows.take()) {
            readRow(line, rows, splitter, parser, sink);
        }
    }

    /** How the rows are to be read; takes the header, and what stands above it, off the rows. */
    private Shape shape(Line first, Rows rows) {
        char separator = separator(first.text);
        List<String> fields = split(separator, first.text);
        if (!options.header().orElseGet(() -> !readsLikeData(fields, separator))) {
            return new Shape(Columns.byPosition(options), separator);
        }
        boolean mayHavePreamble = options.header().isEmpty() && options.skipLines() == 0;
        TraceException trouble = null;
        for (Line line : rows.lookedAt()) {
            if (line.text.isBlank()) {
                continue;
            }
            char between = separator(line.text);
            try {
                Columns columns = Columns.byHeader(options, split(between, line.text));
                rows.dropThrough(line);
                return new Shape(columns, between);
            } catch (TraceException e) {
                trouble = trouble == null ? e : trouble;
            }
            if (!mayHavePreamble) {
                break;
            }
        }
        throw trouble == null ? new TraceException("no line names the columns") : trouble;
    }

    private char separator(String line) {
        return options.separator().orElseGet(() -> RowSplitter.guess(line));
    }

    private static List<String> split(char separator, String line) {
        List<String> fields = new RowSplitter(separator).split(line);
        return fields == null ? List.of(line) : fields;
    }

    /** A header has no numbers; a row of fixes has at least two, its position. */
    private static boolean readsLikeData(List<String> fields, char separator) {
        String number = separator == ',' ? "[-+]?\\d+(\\.\\d+)?" : "[-+]?\\d+([.,]\\d+)?";
        return fields.stream().filter(field -> field.matches(number)).count() >= 2;
    }

    /** Reads the row that begins with a line; a quoted field may need more of them. */
    private static void readRow(Line line, Rows rows, RowSplitter splitter, RowParser parser, FixSink sink)
            throws IOException {
        if (line.text.isBlank()) {
            return;
        }
        if (line.cut) {
            sink.unreadable(line.number, RowProblem.LINE_TOO_LONG, line.text);
            return;
        }
        String row = line.text;
        int joined = 0;
        while (splitter.isOpen(row) && joined < MAX_LINES_PER_ROW && row.length() <= TraceLines.MAX_LENGTH) {
            if (!rows.lookAhead(joined + 1)) {
                break;
            }
            row = row + "\n" + rows.lookedAt().get(joined++).text;
        }
        List<String> fields = splitter.isOpen(row) ? null : splitter.split(row);
        if (fields == null) {
            // A stray quote: this line is lost, the lines looked at are rows of their own.
            sink.unreadable(line.number, RowProblem.BROKEN_QUOTES, line.text);
            return;
        }
        rows.drop(joined);
        RowProblem problem = parser.parse(fields);
        if (problem == null) {
            sink.fix(parser.rider, parser.fix);
        } else {
            sink.unreadable(line.number, problem, row);
        }
    }

    /** Lines, of which some may have been looked at before they are taken. */
    private static final class Rows {

        private final TraceLines source;
        private final List<Line> pending = new ArrayList<>();

        Rows(TraceLines source) {
            this.source = source;
        }

        /** The next line; null at the end. */
        @Nullable
        Line take() throws IOException {
            return lookAhead(1) ? pending.remove(0) : null;
        }

        /** Whether there are so many more. */
        boolean lookAhead(int lines) throws IOException {
            while (pending.size() < lines) {
                String text = source.next();
                if (text == null) {
                    return false;
                }
                pending.add(new Line(source.number(), text, source.wasCut()));
            }
            return true;
        }

        List<Line> lookedAt() {
            return pending;
        }

        @Nullable
        Line firstWithText() {
            return pending.stream()
                    .filter(line -> !line.text.isBlank())
                    .findFirst()
                    .orElse(null);
        }

        void drop(int lines) {
            pending.subList(0, lines).clear();
        }

        void dropThrough(Line line) {
            drop(pending.indexOf(line) + 1);
        }
    }

    private record Line(long number, String text, boolean cut) {}

    private record Shape(Columns columns, char separator) {}
}
