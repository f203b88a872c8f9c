package io.deliverytracking.labs.stage;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.Lesson.Exercise;
import io.deliverytracking.labs.Lesson.Thought;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A lesson as text of at most a hundred columns, for a terminal, a pipe or a page of the course. */
public final class PlainText implements Narrator {

    private static final int WIDTH = 100;
    private static final Pattern WORDS = Pattern.compile("\\s+");

    private final PrintStream out;
    private final boolean withAnswers;

    /** @param withAnswers whether the answers of the questions to think about are told, too */
    public PlainText(PrintStream out, boolean withAnswers) {
        this.out = out;
        this.withAnswers = withAnswers;
    }

    @Override
    public void begins(Lesson lesson, String bootstrapServers) {
        out.println(lesson.title());
        out.println("=".repeat(lesson.title().length()));
        paragraph("", lesson.question());
        if (!lesson.words().isEmpty()) {
            out.println();
            out.println("Words");
            lesson.words().forEach(word -> paragraph("  ", word.toString()));
        }
        out.println();
        out.println("On the broker at " + bootstrapServers + ". Times are counted from now.");
    }

    @Override
    public void action(int number, String text) {
        out.println();
        paragraph(number + ". ", text);
    }

    @Override
    public void remark(String text) {
        paragraph("   ", text);
    }

    @Override
    public void happened(long atMs, String who, String what) {
        out.println(String.format(Locale.ROOT, "   %7.3f s  %-10s %s", atMs / 1_000.0, who, what));
    }

    @Override
    public void table(Table table) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(table.headers());
        lines.addAll(table.rows());
        int[] widths = new int[table.headers().size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        out.println();
        out.println("   " + table.title());
        row(table.headers(), widths);
        List<String> rules = new ArrayList<>();
        for (int width : widths) {
            rules.add("-".repeat(width));
        }
        row(rules, widths);
        table.rows().forEach(cells -> row(cells, widths));
    }

    private void row(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder("  ");
        for (int i = 0; i < widths.length; i++) {
            line.append("  ")
                    .append(cells.get(i))
                    .append(" ".repeat(widths[i] - cells.get(i).length()));
        }
        out.println(line.toString().stripTrailing());
    }

    @Override
    public void evidence(String claim, String observed, boolean holds) {
        paragraph(holds ? "   [x] " : "   [ ] ", claim);
        paragraph("       ", "Seen: " + observed);
    }

    @Override
    public void ends(Lesson lesson, Placeholders placeholders) {
        out.println();
        out.println("The answer");
        paragraph("", lesson.answer());
        out.println();
        out.println("Try it yourself");
        for (Exercise exercise : lesson.tryYourself()) {
            paragraph("  ", exercise.purpose());
            out.println("    " + placeholders.fill(exercise.command()));
        }
        out.println();
        out.println("To think about");
        int number = 0;
        for (Thought thought : lesson.thoughts()) {
            paragraph("  " + ++number + ". ", thought.question());
            if (withAnswers) {
                paragraph("     ", thought.answer());
            }
        }
        if (!withAnswers) {
            out.println("  (./delivery lab " + lesson.name() + " --answers tells the answers, too.)");
        }
    }

    @Override
    public void fails(Lesson lesson, String reason) {
        out.println();
        paragraph("FAILED: ", reason);
    }

    @Override
    public void leftOut(Lesson lesson, String reason) {
        out.println();
        paragraph("LEFT OUT: ", reason);
    }

    /** Breaks {@code text} into lines; the first begins with {@code prefix}, the others are indented as far. */
    private void paragraph(String prefix, String text) {
        String indent = " ".repeat(prefix.length());
        StringBuilder line = new StringBuilder(prefix);
        boolean empty = true;
        for (String word : WORDS.split(text.strip())) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                out.println(line);
                line = new StringBuilder(indent);
                empty = true;
            }
            if (!empty) {
                line.append(' ');
            }
            line.append(word);
            empty = false;
        }
        out.println(line);
    }
}
