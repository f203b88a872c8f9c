package io.deliverytracking.traces;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * The usual shape of ISO 8601, {@code 2015-03-08T01:40:54.5-06:00}, read without a {@link java.time.format.DateTimeFormatter},
 * which takes as long for one time as all else for its row together. Whatever is unusual is left to that.
 *
 * <p>Holds the last time read; confined to one thread.
 */
final class IsoTime {

    private static final int DATE_LENGTH = 10;
    private static final int SECONDS_LENGTH = 19;
    private static final int MOST_OFFSET_MINUTES = 18 * 60;

    private String date = "";
    private long epochDay;

    /** Milliseconds since 1970, as a clock shows them that knows no offset. */
    long localMs;

    boolean hasOffset;

    /** East of Greenwich; only with an offset. */
    long offsetMs;

    /** Whether it has the usual shape. */
    boolean parse(String text) {
        int length = text.length();
        if (length < SECONDS_LENGTH || !readDate(text)) {
            return false;
        }
        char between = text.charAt(DATE_LENGTH);
        int hour = twoDigits(text, 11);
        int minute = twoDigits(text, 14);
        int second = twoDigits(text, 17);
        boolean clock = (between == 'T' || between == ' ' || between == 't')
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && isWithin(hour, 23)
                && isWithin(minute, 59)
                && isWithin(second, 59);
        if (!clock) {
            return false;
        }
        localMs = ((epochDay * 24 + hour) * 60 + minute) * 60_000L + second * 1_000L;
        int at = SECONDS_LENGTH;
        if (at < length && text.charAt(at) == '.') {
            at = readFraction(text, at + 1);
        }
        return at > 0 && readOffset(text, at);
    }

    private boolean readDate(String text) {
        if (text.startsWith(date) && !date.isEmpty()) {
            return true;
        }
        int century = twoDigits(text, 0);
        int year = twoDigits(text, 2);
        int month = twoDigits(text, 5);
        int day = twoDigits(text, 8);
        if (century < 0 || year < 0 || month < 0 || day < 0 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return false;
        }
        try {
            epochDay = LocalDate.of(century * 100 + year, month, day).toEpochDay();
        } catch (DateTimeException e) {
            return false;
        }
        date = text.substring(0, DATE_LENGTH);
        return true;
    }

    /** Adds it to the milliseconds; returns where it ends, -1 if it has no or too many digits. */
    private int readFraction(String text, int from) {
        int at = from;
        int scale = 100;
        while (at < text.length() && isDigit(text.charAt(at))) {
            localMs += (text.charAt(at) - '0') * scale;
            scale /= 10;
            at++;
        }
        return at == from || at > from + 9 ? -1 : at;
    }

    private boolean readOffset(String text, int from) {
        int at = from < text.length() && text.charAt(from) == ' ' ? from + 1 : from;
        int left = text.length() - at;
        hasOffset = left > 0;
        offsetMs = 0;
        if (left == 0) {
            return at == from;
        }
        char sign = text.charAt(at);
        if (left == 1) {
            return sign == 'Z' || sign == 'z';
        }
        boolean colon = left == 6 && text.charAt(at + 3) == ':';
        if ((sign != '+' && sign != '-') || (!colon && left != 3 && left != 5)) {
            return false;
        }
        int hours = twoDigits(text, at + 1);
        int minutes = left == 3 ? 0 : twoDigits(text, at + (colon ? 4 : 3));
        if (hours < 0 || !isWithin(minutes, 59) || hours * 60 + minutes > MOST_OFFSET_MINUTES) {
            return false;
        }
        offsetMs = (sign == '-' ? -1 : 1) * (hours * 60L + minutes) * 60_000;
        return true;
    }

    /** -1 if they are none. */
    private static int twoDigits(String text, int at) {
        char tens = text.charAt(at);
        char ones = text.charAt(at + 1);
        return isDigit(tens) && isDigit(ones) ? (tens - '0') * 10 + ones - '0' : -1;
    }

    private static boolean isWithin(int value, int most) {
        return value >= 0 && value <= most;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
