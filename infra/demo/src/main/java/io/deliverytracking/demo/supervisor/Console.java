package io.deliverytracking.demo.supervisor;

import java.io.PrintStream;

/**
 * What the user sees: lines that stay, and one line that is written over where a terminal can.
 *
 * <p>Threading: any thread; each call prints a whole line.
 */
public final class Console {

    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private boolean passing;

    public Console(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Whether a passing line is written over; otherwise each one stays, so there should be fewer. */
    public boolean isTerminal() {
        return terminal;
    }

    /** A line that stays. */
    public synchronized void say(String line) {
        erase();
        out.println(line);
        out.flush();
    }

    /** Several lines that stay. */
    public synchronized void sayAll(String text) {
        erase();
        out.print(text);
        out.flush();
    }

    /** A line that the next one may replace; a file or pipe keeps each. */
    public synchronized void passing(String line) {
        if (!terminal) {
            say(line);
            return;
        }
        out.print(ERASE_LINE + line);
        out.flush();
        passing = true;
    }

    private void erase() {
        if (passing) {
            out.print(ERASE_LINE);
            passing = false;
        }
    }
}
