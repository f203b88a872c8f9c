package io.deliverytracking.broker.group;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How large a regular expression becomes when RE2/J compiles it, found by reading it once.
 *
 * <p>RE2/J writes out what is counted: {@code (a{100}){100}} becomes ten thousand instructions, and each further level a
 * hundred times as many. It bounds each count by 1,000, but not what they come to together, as RE2 and Go's {@code regexp}
 * do; thirty characters are then enough to fill any heap.
 *
 * <p>And it goes down into groups by calling itself, as deep as they are nested, which it doesn't bound either.
 *
 * <p>And it writes out each class of Unicode's, which has hundreds of ranges, wherever it is named.
 *
 * <p>The figures are never too small for an expression that RE2/J accepts, and may be a little too large. What it doesn't
 * accept is not found out here.
 *
 * <p>Threading: confined to its caller.
 */
final class PatternSize {

    /** RE2/J has none greater; one more would be refused there. */
    private static final int MAX_COUNT = 1_000;

    /** No expression needs more, and from here on numbers stay numbers: this many times a count is far from an overflow. */
    private static final long LARGE = 1L << 40;

    /** Of a copy that may be left out: the instruction that says so. */
    private static final int BRANCH = 1;

    private final String regex;
    private final Deque<Long> outerGroups = new ArrayDeque<>();
    private int at;
    private int nesting;
    private int unicodeClasses;
    private long group;
    private long lastAtom;

    private PatternSize(String regex) {
        this.regex = regex;
    }

    static PatternSize of(String regex) {
        PatternSize size = new PatternSize(regex);
        size.read();
        return size;
    }

    /** At most so many; a very large number for all that is larger than anybody wants. */
    long instructions() {
        return group + lastAtom;
    }

    /** How many groups lie one within the other, at most. */
    int nesting() {
        return nesting;
    }

    /** How often characters are named by a property of theirs, like {@code \pL} or {@code \p{Greek}}. */
    int unicodeClasses() {
        return unicodeClasses;
    }

    private void read() {
        while (at < regex.length()) {
            char c = regex.charAt(at);
            switch (c) {
                case '\\' -> escape();
                case '[' -> {
                    at = endOfClass();
                    atom(1);
                }
                case '(' -> openGroup();
                case ')' -> {
                    at++;
                    closeGroup();
                }
                case '*', '+', '?', '|' -> {
                    at++;
                    lastAtom += 2;
                }
                case '{' -> count();
                default -> {
                    at++;
                    atom(1);
                }
            }
        }
        while (!outerGroups.isEmpty()) {
            closeGroup();
        }
    }

    private void atom(long size) {
        group = Math.min(LARGE, group + lastAtom);
        lastAtom = size;
    }

    /** Or takes in flags like {@code (?i)}, which are no group: what is counted behind them is what stands before them. */
    private void openGroup() {
        int p = at + 1;
        if (regex.startsWith("?", p)) {
            do {
                p++;
            } while (p < regex.length() && (Character.isLetter(regex.charAt(p)) || regex.charAt(p) == '-'));
            if (regex.startsWith(")", p)) {
                at = p + 1;
                return;
            }
        }
        at++;
        outerGroups.push(group + lastAtom);
        nesting = Math.max(nesting, outerGroups.size());
        group = 0;
        lastAtom = 0;
    }

    private void closeGroup() {
        // Two instructions are its own, and one stands for nothing.
        long closed = Math.min(LARGE, Math.max(1, group + lastAtom)) + 2;
        group = outerGroups.isEmpty() ? group : outerGroups.pop();
        lastAtom = closed;
    }

    private void escape() {
        char escaped = at + 1 < regex.length() ? regex.charAt(at + 1) : '\\';
        if (escaped == 'Q') {
            int end = regex.indexOf("\\E", at + 2);
            int quoted = (end < 0 ? regex.length() : end) - (at + 2);
            at = end < 0 ? regex.length() : end + 2;
            if (quoted > 0) {
                atom(quoted - 1L);
                atom(1);
            }
            return;
        }
        at = afterEscape(at);
        atom(1);
    }

    /** Behind the escape that begins at {@code p}, whose braces count nothing. */
    private int afterEscape(int p) {
        char escaped = p + 1 < regex.length() ? regex.charAt(p + 1) : '\\';
        boolean property = escaped == 'p' || escaped == 'P';
        unicodeClasses += property ? 1 : 0;
        if ((property || escaped == 'x') && regex.startsWith("{", p + 2)) {
            int end = regex.indexOf('}', p);
            return end < 0 ? regex.length() : end + 1;
        }
        return Math.min(regex.length(), p + (property ? 3 : 2));
    }

    /**
     * Behind the character class that begins here; behind its bracket if it never ends. A bracket may stand in a class as its
     * first character, in a name, and as the end of a range.
     */
    private int endOfClass() {
        int p = at + (regex.startsWith("[^", at) ? 2 : 1);
        for (boolean first = true; p < regex.length(); first = false) {
            if (regex.charAt(p) == ']' && !first) {
                return p + 1;
            }
            int named = regex.startsWith("[:", p) ? regex.indexOf(":]", p + 2) : -1;
            if (named >= 0) {
                p = named + 2;
            } else if (isClassEscape(p)) {
                p = afterEscape(p);
            } else {
                p = afterCharacter(p);
                if (regex.startsWith("-", p) && !regex.startsWith("-]", p)) {
                    p = afterCharacter(p + 1);
                }
            }
        }
        return at + 1;
    }

    /** Whether what is escaped here is many characters, with which no range begins. */
    private boolean isClassEscape(int p) {
        return regex.charAt(p) == '\\' && p + 1 < regex.length() && "dswDSWpP".indexOf(regex.charAt(p + 1)) >= 0;
    }

    private int afterCharacter(int p) {
        return regex.startsWith("\\", p) ? afterEscape(p) : p + 1;
    }

    /** {@code {2}}, {@code {2,}} or {@code {2,5}}; any other brace is a character like others. */
    private void count() {
        int p = at + 1;
        long most = 0;
        int digits = 0;
        int commas = 0;
        long number = 0;
        for (; p < regex.length() && regex.charAt(p) != '}'; p++) {
            char c = regex.charAt(p);
            if (c >= '0' && c <= '9') {
                digits++;
                number = Math.min(MAX_COUNT, number * 10 + (c - '0'));
                most = Math.max(most, number);
            } else if (c == ',' && digits > 0 && commas == 0) {
                commas++;
                number = 0;
            } else {
                break;
            }
        }
        if (digits == 0 || p == regex.length() || regex.charAt(p) != '}') {
            at++;
            atom(1);
            return;
        }
        at = p + 1;
        lastAtom = Math.min(LARGE, (lastAtom + BRANCH) * Math.max(most, 1) + BRANCH);
    }
}
