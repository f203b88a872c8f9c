package io.deliverytracking.labs.cli;

import io.deliverytracking.labs.Course;
import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.Lesson.Thought;
import io.deliverytracking.labs.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A lesson's page of the course, in Markdown: its question, its drawing, the output of a run, its questions. */
final class CoursePage {

    private static final String THE_ANSWER = "The answer\n";

    private CoursePage() {}

    /** Writes the page of {@code lesson} into {@code folder}; what was there goes. */
    static void write(Path folder, Lesson lesson, String told) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(fileName(lesson)), page(lesson, told));
    }

    /** By its number in the course, so that a folder lists the lessons in their order. */
    static String fileName(Lesson lesson) {
        return String.format(Locale.ROOT, "%02d-%s.md", number(lesson), lesson.name());
    }

    private static int number(Lesson lesson) {
        List<String> names = Course.lessons().stream().map(Lesson::name).toList();
        return names.indexOf(lesson.name()) + 1;
    }

    private static String page(Lesson lesson, String told) {
        StringBuilder page = new StringBuilder();
        page.append("# ")
                .append(number(lesson))
                .append(". ")
                .append(lesson.title())
                .append("\n\n");
        page.append(lesson.question()).append("\n\n");
        for (Word word : lesson.words()) {
            page.append("- **")
                    .append(word.word())
                    .append("**: ")
                    .append(word.meaning())
                    .append('\n');
        }
        page.append(lesson.words().isEmpty() ? "" : "\n");
        page.append("```text\n").append(lesson.diagram()).append("```\n\n");
        page.append("The program: [")
                .append(lesson.getClass().getSimpleName())
                .append("](../../labs/src/main/java/")
                .append(lesson.getClass().getName().replace('.', '/'))
                .append(".java). `./delivery lab ")
                .append(lesson.name())
                .append("` runs it; one run said (times are seconds since it began):\n\n");
        page.append("```text\n").append(run(told)).append("```\n\n");
        page.append("## The answer\n").append(lesson.answer()).append("\n\n");
        page.append("[Five questions](questions/")
                .append(fileName(lesson))
                .append(") can be answered from what the lesson says.\n\n");
        page.append("## To think about\n");
        for (Thought thought : lesson.thoughts()) {
            page.append("<details><summary>")
                    .append(thought.question())
                    .append("</summary>\n\n")
                    .append(thought.answer())
                    .append("\n</details>\n\n");
        }
        return page.toString().stripTrailing() + "\n";
    }

    /** From the first action to the last piece of evidence. */
    private static String run(String told) {
        // At the beginning of a line: a port may end in 1, too.
        int from = told.indexOf("\n1. ") + 1;
        int to = told.indexOf(THE_ANSWER);
        return told.substring(from, to).stripTrailing() + "\n";
    }
}
