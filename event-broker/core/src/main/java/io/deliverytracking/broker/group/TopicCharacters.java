package io.deliverytracking.broker.group;

/**
 * Writes a regular expression with such characters only as can stand for one of a topic's name.
 *
 * <p>RE2/J must not see others. Without regard to case it looks for the letters that are the same as a letter by going from
 * one to the next until it is back, and from nine Cyrillic ones (U+1C80 to U+1C88) it never comes back, up to version 1.8:
 * {@code (?i)[A-\x{ffff}]}, which has them, would be compiled for ever. And it walks through each range character by
 * character: fifteen name more than a hundred thousand, and an expression has room for hundreds of such ranges.
 *
 * <p>Names of topics are ASCII, and of all other characters two alone are, without regard to case, the same as one of
 * ASCII: the long s and the sign of kelvin. All others are as good as one that no name has, the last of Unicode:
 *
 * <pre>
 *   я        U+10FFFF
 *   [я.-]    [U+10FFFF.-]
 *   [a-я]    [a-\x7f ſ-ſ]                   its part within ASCII, and the long s
 *   [а-я]    [U+10FFFF-U+10FFFF]
 * </pre>
 *
 * Each part of a range is a range again, because a dash may follow, which would make one of a character.
 *
 * <p>Invariant: the outcome matches the same topics, with any flags, and what RE2/J refuses in the one it refuses in the
 * other. Behind the first fault in a class the outcome ends, so RE2/J sees the fault, and nothing that was not looked at.
 *
 * <p>Threading: confined to its caller.
 */
final class TopicCharacters {

    private static final int LAST_OF_ASCII = 0x7f;
    private static final int LONG_S = 0x17f;
    private static final int KELVIN_SIGN = 0x212a;
    private static final int IN_NO_NAME = Character.MAX_CODE_POINT;

    private static final int NO_CHARACTER = -1;
    private static final int MOST_OCTAL_DIGITS = 3;

    private final String regex;
    private final StringBuilder narrowed;
    private int at;
    private int copied;
    private int end;

    private TopicCharacters(String regex) {
        this.regex = regex;
        this.end = regex.length();
        this.narrowed = new StringBuilder(regex.length());
    }

    /** The same expression, as far as topics are concerned. */
    static String narrow(String regex) {
        TopicCharacters characters = new TopicCharacters(regex);
        characters.read();
        return characters
                .narrowed
                .append(regex, characters.copied, characters.end)
                .toString();
    }

    private void read() {
        while (at < regex.length()) {
            if (regex.startsWith("\\Q", at)) {
                int close = regex.indexOf("\\E", at + 2);
                readLiterals(close < 0 ? regex.length() : close + 2);
            } else if (regex.startsWith("\\x", at)) {
                single();
            } else if (regex.charAt(at) == '\\') {
                at++;
                readLiterals(Math.min(at + 1, regex.length()));
            } else if (regex.charAt(at) == '[') {
                characterClass();
            } else {
                readLiterals(at + 1);
            }
        }
    }

    /** None of these has a meaning to the reader. */
    private void readLiterals(int behind) {
        while (at < behind) {
            int begin = at;
            replaceIfInNoName(begin, literal());
        }
    }

    /** One character, as an escape. */
    private void single() {
        int begin = at;
        int read = character();
        if (read == NO_CHARACTER) {
            at = begin + 2;
        } else {
            replaceIfInNoName(begin, read);
        }
    }

    /** Writes another character for the one that was read since {@code begin}, unless a name can have it. */
    private void replaceIfInNoName(int begin, int character) {
        if (character > LAST_OF_ASCII && character != LONG_S && character != KELVIN_SIGN) {
            narrowed.append(regex, copied, begin).appendCodePoint(IN_NO_NAME);
            copied = at;
        }
    }

    /** A bracket may stand in a class as its first character, and in the names of others. */
    private void characterClass() {
        at += regex.startsWith("[^", at) ? 2 : 1;
        for (boolean first = true; at < regex.length() && (first || regex.charAt(at) != ']'); first = false) {
            int afterName = afterName();
            if (afterName > at) {
                at = afterName;
            } else {
                range();
            }
        }
        at++;
    }

    /** Behind the characters that have a name together, like {@code [:alpha:]}, if they stand here. */
    private int afterName() {
        if (regex.startsWith("[:", at)) {
            int close = regex.indexOf(":]", at);
            return close < 0 ? at : close + 2;
        }
        if (regex.startsWith("\\p", at) || regex.startsWith("\\P", at)) {
            int behind = regex.startsWith("{", at + 2) ? regex.indexOf('}', at) + 1 : at + 3;
            return behind == 0 ? regex.length() : behind;
        }
        boolean isPerlClass =
                regex.charAt(at) == '\\' && at + 1 < regex.length() && "dswDSW".indexOf(regex.charAt(at + 1)) >= 0;
        return isPerlClass ? at + 2 : at;
    }

    /** One character, or all from one to another. */
    private void range() {
        int begin = at;
        int low = character();
        if (low == NO_CHARACTER) {
            fault();
            return;
        }
        if (!regex.startsWith("-", at) || regex.startsWith("-]", at)) {
            replaceIfInNoName(begin, low);
            return;
        }
        int dash = at;
        at++;
        int high = character();
        if (high < low) {
            fault();
        } else if (high > LAST_OF_ASCII) {
            narrowed.append(regex, copied, begin);
            append(low, high, regex.substring(begin, dash));
            copied = at;
        }
    }

    private void fault() {
        end = Math.min(at, regex.length());
        at = regex.length();
    }

    private void append(int low, int high, String lowAsWritten) {
        int before = narrowed.length();
        if (low <= LAST_OF_ASCII) {
            narrowed.append(lowAsWritten).append('-').append((char) LAST_OF_ASCII);
        }
        appendIfWithin(low, high, LONG_S);
        appendIfWithin(low, high, KELVIN_SIGN);
        if (narrowed.length() == before) {
            appendIfWithin(0, Character.MAX_CODE_POINT, IN_NO_NAME);
        }
    }

    private void appendIfWithin(int low, int high, int character) {
        if (low <= character && character <= high) {
            narrowed.appendCodePoint(character).append('-').appendCodePoint(character);
        }
    }

    /** Reads one character as RE2/J would. */
    private int character() {
        if (at >= regex.length()) {
            return NO_CHARACTER;
        }
        return regex.charAt(at) == '\\' ? escape() : literal();
    }

    private int literal() {
        int read = regex.codePointAt(at);
        at += Character.charCount(read);
        return read;
    }

    private int escape() {
        at++;
        if (at == regex.length()) {
            return NO_CHARACTER;
        }
        int escaped = literal();
        return switch (escaped) {
            case 'a' -> 7;
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            case 'x' -> regex.startsWith("{", at) ? hexInBraces() : hex(at, at + 2);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(escaped - '0');
            default -> escaped <= LAST_OF_ASCII && Character.isLetterOrDigit(escaped) ? NO_CHARACTER : escaped;
        };
    }

    /** A digit alone is none, but for 0: elsewhere it refers to a group. */
    private int octal(int first) {
        int read = first;
        int digits = 1;
        while (digits < MOST_OCTAL_DIGITS
                && at < regex.length()
                && regex.charAt(at) >= '0'
                && regex.charAt(at) <= '7') {
            read = read * 8 + regex.charAt(at) - '0';
            at++;
            digits++;
        }
        return first > 0 && digits == 1 ? NO_CHARACTER : read;
    }

    private int hexInBraces() {
        int close = regex.indexOf('}', at);
        int read = close < 0 ? NO_CHARACTER : hex(at + 1, close);
        at = close < 0 ? regex.length() : close + 1;
        return read;
    }

    private int hex(int begin, int behind) {
        int read = begin < behind && behind <= regex.length() ? 0 : NO_CHARACTER;
        for (int p = begin; p < behind && read != NO_CHARACTER; p++) {
            char c = regex.charAt(p);
            int digit = c <= LAST_OF_ASCII ? Character.digit(c, 16) : -1;
            read = digit < 0 ? NO_CHARACTER : read * 16 + digit;
            if (read > Character.MAX_CODE_POINT) {
                return NO_CHARACTER;
            }
        }
        at = behind;
        return read;
    }
}
