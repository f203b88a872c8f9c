package io.deliverytracking.labs.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.Word;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A lesson for machines: one JSON object a line, its kind under {@code event}. */
public final class JsonLines implements Narrator {

    private final PrintStream out;
    private final ObjectMapper json = new ObjectMapper();

    public JsonLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void begins(Lesson lesson, String bootstrapServers) {
        line(
                "begins",
                "lesson",
                lesson.name(),
                "title",
                lesson.title(),
                "question",
                lesson.question(),
                "words",
                lesson.words().stream().collect(Collectors.toMap(Word::word, Word::meaning)),
                "bootstrapServers",
                bootstrapServers);
    }

    @Override
    public void action(int number, String text) {
        line("action", "number", number, "text", text);
    }

    @Override
    public void remark(String text) {
        line("remark", "text", text);
    }

    @Override
    public void happened(long atMs, String who, String what) {
        line("happened", "atMs", atMs, "who", who, "what", what);
    }

    @Override
    public void table(Table table) {
        line("table", "title", table.title(), "headers", table.headers(), "rows", table.rows());
    }

    @Override
    public void evidence(String claim, String observed, boolean holds) {
        line("evidence", "claim", claim, "observed", observed, "holds", holds);
    }

    @Override
    public void ends(Lesson lesson, Placeholders placeholders) {
        line(
                "ends",
                "lesson",
                lesson.name(),
                "answer",
                lesson.answer(),
                "tryYourself",
                lesson.tryYourself().stream()
                        .map(exercise ->
                                Map.of("purpose", exercise.purpose(), "command", placeholders.fill(exercise.command())))
                        .toList(),
                "thoughts",
                lesson.thoughts());
    }

    @Override
    public void fails(Lesson lesson, String reason) {
        line("fails", "lesson", lesson.name(), "reason", reason);
    }

    @Override
    public void leftOut(Lesson lesson, String reason) {
        line("leftOut", "lesson", lesson.name(), "reason", reason);
    }

    private void line(String event, Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event", event);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        try {
            out.println(json.writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
