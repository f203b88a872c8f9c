package io.deliverytracking.kafkaconnect;

import java.time.Instant;

/**
 * Moments as ISO 8601 text in UTC, to the millisecond. Events come by and large in the order of their times: what is above the
 * millisecond is made once for all of the same second.
 *
 * <p>Threading: confined to one thread.
 */
final class TimeText {

    private static final int SECOND_MS = 1_000;

    private long second = Long.MIN_VALUE;
    private String prefix = "";

    String of(long epochMs) {
        long wanted = Math.floorDiv(epochMs, SECOND_MS);
        if (wanted != second) {
            String text = Instant.ofEpochSecond(wanted).toString();
            prefix = text.substring(0, text.length() - 1);
            second = wanted;
        }
        int ms = Math.floorMod(epochMs, SECOND_MS);
        return prefix + '.' + (char) ('0' + ms / 100) + (char) ('0' + ms / 10 % 10) + (char) ('0' + ms % 10) + 'Z';
    }
}
