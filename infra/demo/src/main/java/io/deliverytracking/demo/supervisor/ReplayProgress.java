package io.deliverytracking.demo.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the simulator says about the file that it replays: how far it is, and what became of the file's rows.
 *
 * <p>Every row is either readable, and then it is replayed, or unreadable for a reason that is counted. Repeated rows and rows out
 * of order are among the readable ones: they are sent as any other, for the pipeline to cope with.
 *
 * @param state      of the simulator, such as RUNNING or FINISHED
 * @param message    why, where there is something to say; else empty
 * @param rows       of the file, without header and blank lines; 0 before it has been read
 * @param readable   rows that became fixes
 * @param unreadable the others, by reason
 * @param repeated   rows that say what an earlier one said
 * @param outOfOrder rows older than an earlier one of the same rider
 * @param riders     different riders in the file
 * @param replayed   rows that were sent
 */
record ReplayProgress(
        String state,
        String message,
        long rows,
        long readable,
        Map<String, Long> unreadable,
        long repeated,
        long outOfOrder,
        int riders,
        long replayed) {

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
                trace.path("rows").asLong(),
                trace.path("readable").asLong(),
                unreadable,
                trace.path("repeated").asLong(),
                trace.path("outOfOrder").asLong(),
                trace.path("riders").asInt(),
                replay.path("replayed").asLong()));
    }

    boolean isFinished() {
        return state.equals("FINISHED");
    }

    boolean isFailed() {
        return state.equals("FAILED");
    }

    /** Whether each row is accounted for; a replay that was ended early has not sent all that it read. */
    boolean addsUp() {
        long unread = unreadable.values().stream().mapToLong(Long::longValue).sum();
        return rows == readable + unread && (isFinished() ? replayed == readable : replayed <= readable);
    }

    /** The account of the file, in lines to read. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "The replayed file:%n"));
        row(text, "rows", rows);
        row(text, "readable, of " + riders + " riders", readable);
        row(text, "unreadable", rows - readable);
        unreadable.forEach((reason, count) ->
                row(text, "  " + reason.toLowerCase(Locale.ROOT).replace('_', ' '), count));
        row(text, "repeated (replayed all the same)", repeated);
        row(text, "out of order (replayed all the same)", outOfOrder);
        row(text, "replayed", replayed);
        if (!isFinished()) {
            text.append(String.format("  The replay was ended before the file's end.%n"));
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
