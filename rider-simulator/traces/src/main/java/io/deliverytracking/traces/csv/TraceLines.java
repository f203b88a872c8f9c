package io.deliverytracking.traces.csv;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a file of any kind, each at most {@link #MAX_LENGTH} characters: a file without line ends, such as an
 * archive by mistake, must not become one string. The rest of a longer line is dropped, and {@link #wasCut()} says so.
 *
 * <p>Line ends: LF, CR LF, CR. A byte order mark at the start is left out.
 */
final class TraceLines {

    static final int MAX_LENGTH = 1 << 16;

    private final Reader reader;
    private final char[] buffer = new char[1 << 13];
    private int position;
    private int limit;
    private final StringBuilder line = new StringBuilder();
    private long number;
    private boolean cut;
    private boolean afterReturn;

    TraceLines(Reader reader) {
        this.reader = reader;
    }

    /** The next line without its end; null at the end of the file. */
    @Nullable
    String next() throws IOException {
        line.setLength(0);
        cut = false;
        boolean any = false;
        while (true) {
            int c = read();
            if (c < 0) {
                if (!any) {
                    return null;
                }
                break;
            }
            if (c == '\n' && afterReturn && !any) {
                afterReturn = false;
                continue;
            }
            afterReturn = c == '\r';
            any = true;
            if (c == '\n' || c == '\r') {
                break;
            }
            if (c == '\uFEFF' && number == 0 && line.length() == 0) {
                continue;
            }
            if (line.length() < MAX_LENGTH) {
                line.append((char) c);
            } else {
                cut = true;
            }
        }
        number++;
        return line.toString();
    }

    private int read() throws IOException {
        if (position == limit) {
            limit = reader.read(buffer, 0, buffer.length);
            position = 0;
            if (limit <= 0) {
                limit = 0;
                return -1;
            }
        }
        return buffer[position++];
    }

    /** Number of the line last returned, from 1. */
    long number() {
        return number;
    }

    /** Whether the line last returned was longer. */
    boolean wasCut() {
        return cut;
    }
}
