package io.deliverytracking.demo.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the simulator says about the trace that it replays: how far it is, and what became of the rows.
 *
 * <p>Every row is either readable, and then it is replayed by its rider and each copy of it, or unreadable for a reason that is
 * counted. Repeated rows are among the readable ones: they are sent as any other, for the pipeline to cope with. So are rows that
 * stand in their file after a later one of the same rider; they are sorted before they are sent, so that each rider's events leave
 * in order, which is the pipeline's to keep and the reckoning's to judge.
 *
 * @param state      of the simulator, such as RUNNING or FINISHED
 * @param message    why, where there is something to say; else empty
 * @param files      that were read
 * @param refused    files that fit nothing
 * @param rows       of the files, without headers and blank lines; 0 before they have been read
 * @param readable   rows that became fixes
 * @param unreadable the others, by reason
 * @param repeated   rows that say what an earlier one said
 * @param outOfOrder rows older than an earlier one of the same rider
 * @param riders     different riders in the files
 * @param allRiders  copies included
 * @param loop       whether it begins anew at its end
 * @param round      how often it has come to its end
 * @param total      events of a round
 * @param intended   events that should have been sent so far
 * @param replayed   events that were
 * @param clockMs    what the trace's clock says, ms since the epoch
 * @param percent    of the round
 * @param nextFixMs  until the next fix, in ms of ours; -1 when none will come
 */
record ReplayProgress(
        String state,
        String message,
        int files,
        int refused,
        long rows,
        long readable,
        Map<String, Long> unreadable,
        long repeated,
        long outOfOrder,
        int riders,
        int allRiders,
        boolean loop,
        long round,
        long total,
        long intended,
        long replayed,
        long clockMs,
        double percent,
        long nextFixMs) {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** A pause between two fixes that nobody need be told about. */
    private static final long SHORT_PAUSE_MS = 2_000;

    ReplayProgress {
        unreadable = new TreeMap<>(unreadable);
    }

    /** From the answer to {@code GET /api/simulator}; empty when it is not about a replay. */
    static Optional<ReplayProgress> of(JsonNode status) {
        String state = status.path("state").asText();
        String message = status.path("message").asText("");
        JsonNode replay = status.path("replay");
        boolean failed = state.equals("FAILED");
        if (!failed && !replay.isObject()) {
            return Optional.empty();
        }
        JsonNode trace = replay.path("trace");
        Map<String, Long> unreadable = new TreeMap<>();
        trace.path("unreadable")
                .fields()
                .forEachRemaining(reason ->
                        unreadable.put(reason.getKey(), reason.getValue().asLong()));
        return Optional.of(new ReplayProgress(
                state,
                message.equals("null") ? "" : message,
                trace.path("files").asInt(),
                trace.path("refused").asInt(),
                trace.path("rows").asLong(),
                trace.path("readable").asLong(),
                unreadable,
                trace.path("repeated").asLong(),
                trace.path("outOfOrder").asLong(),
                trace.path("riders").asInt(),
                replay.path("riders").asInt(),
                replay.path("loop").asBoolean(),
                replay.path("round").asLong(),
                replay.path("total").asLong(),
                status.path("intended").asLong(),
                replay.path("replayed").asLong(),
                replay.path("eventTimeMs").asLong(),
                replay.path("percent").asDouble(),
                replay.path("nextFixInMs").asLong(-1)));
    }

    boolean isFinished() {
        return state.equals("FINISHED");
    }

    boolean isFailed() {
        return state.equals("FAILED");
    }

    /** Whether each row is accounted for; a replay that goes on, or was ended early, has not sent all that it read. */
    boolean addsUp() {
        long unread = unreadable.values().stream().mapToLong(Long::longValue).sum();
        return rows == readable + unread && (isFinished() ? replayed == intended : replayed <= intended);
    }

    /** Where it is, for the live line. */
    String live() {
        StringBuilder text = new StringBuilder();
        text.append("trace ").append(clock());
        text.append(String.format(Locale.ROOT, "  %.0f%%", Math.floor(percent)));
        if (loop) {
            text.append(" of round ").append(round + 1);
        }
        if (nextFixMs >= SHORT_PAUSE_MS) {
            text.append(String.format(Locale.ROOT, "  next fix in %s", seconds(nextFixMs)));
        }
        return text.toString();
    }

    private String clock() {
        return CLOCK.format(Instant.ofEpochMilli(clockMs));
    }

    private static String seconds(long ms) {
        long seconds = (ms + 999) / 1_000;
        return seconds < 120 ? seconds + " s" : (seconds + 59) / 60 + " min";
    }

    /** The account of the trace, in lines to read. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "The replayed trace:%n"));
        if (files + refused > 1) {
            row(text, "files read", files);
        }
        if (refused > 0) {
            row(text, "files that fit nothing, passed over", refused);
        }
        row(text, "rows", rows);
        row(text, "readable, of " + riders + " riders", readable);
        row(text, "unreadable", rows - readable);
        unreadable.forEach((reason, count) ->
                row(text, "  " + reason.toLowerCase(Locale.ROOT).replace('_', ' '), count));
        row(text, "repeated (replayed all the same)", repeated);
        row(text, "not in order of time in the file", outOfOrder);
        if (outOfOrder > 0) {
            text.append(String.format(
                    "    (they were sorted before they were sent; order per rider, below, is the pipeline's)%n"));
        }
        row(
                text,
                allRiders == riders ? "replayed" : String.format(Locale.ROOT, "replayed, by %,d riders", allRiders),
                replayed);
        if (loop) {
            row(text, "whole rounds", round);
        } else if (replayed < total) {
            text.append(String.format(
                    Locale.ROOT, "  The replay was ended at %s, %.0f%% of the trace.%n", clock(), Math.floor(percent)));
        }
        if (!addsUp()) {
            text.append(String.format("  These do NOT add up.%n"));
        }
        return text.toString();
    }

    private static void row(StringBuilder text, String name, long count) {
        text.append(String.format(Locale.ROOT, "  %-38s %,16d%n", name, count));
    }
}
