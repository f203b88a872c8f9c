package io.deliverytracking.labs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.labs.Course;
import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The course in {@code infra/docs/course} is that of the lessons, with questions for each, and its links lead somewhere. */
class CourseDocsTest {

    private static final Path COURSE = Path.of("..", "docs", "course");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");
    private static final int QUESTIONS = 5;

    @Test
    void eachLessonHasAPageThatItsRunHasWritten() throws IOException {
        assertThat(files(COURSE)).containsExactlyElementsOf(with("README.md", pages()));

        for (Lesson lesson : Course.lessons()) {
            assertThat(page(lesson))
                    .contains(". " + lesson.title() + "\n\n")
                    .contains(lesson.question())
                    .contains("   [x] ")
                    .contains("## The answer\n" + lesson.answer());
            for (Word word : lesson.words()) {
                assertThat(page(lesson)).contains("- **" + word.word() + "**: " + word.meaning() + "\n");
            }
        }
    }

    @Test
    void eachLessonHasFiveQuestionsWithAnswers() throws IOException {
        assertThat(files(COURSE.resolve("questions"))).containsExactlyElementsOf(pages());

        for (String page : pages()) {
            String questions = Files.readString(COURSE.resolve("questions").resolve(page));
            assertThat(questions.lines().filter(line -> line.matches("[1-9]\\. .*\\?.*")))
                    .as("questions of %s", page)
                    .hasSize(QUESTIONS);
            assertThat(questions.split("<summary>Answer</summary>", -1))
                    .as("answers of %s", page)
                    .hasSize(QUESTIONS + 1);
        }
    }

    @Test
    void theTableOfContentsHasEachLesson() throws IOException {
        assertThat(Files.readString(COURSE.resolve("README.md"))).contains(pages());
    }

    /** Every row of the glossary: a word, where it is shown, who does it. */
    @Test
    void eachWordOfTheGlossaryLeadsToALesson() throws IOException {
        String readme = Files.readString(COURSE.resolve("README.md"));
        List<String> rows = readme.substring(readme.indexOf("## Words"))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| word"))
                .toList();

        assertThat(rows).hasSizeGreaterThan(20).allSatisfy(row -> {
            String[] cells = row.split(" \\| ", -1);
            assertThat(cells).as(row).hasSize(3);
            assertThat(cells[1]).as(row).containsPattern(LINK);
            assertThat(cells[2]).as(row).isNotEqualTo("|");
        });
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        List<String> broken = new ArrayList<>();
        try (Stream<Path> files = Files.walk(COURSE)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".md")).toList()) {
                Matcher link = LINK.matcher(Files.readString(file));
                while (link.find()) {
                    if (!link.group(1).startsWith("http") && !Files.exists(file.resolveSibling(link.group(1)))) {
                        broken.add(file.getFileName() + ": " + link.group(1));
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static String page(Lesson lesson) throws IOException {
        return Files.readString(COURSE.resolve(CoursePage.fileName(lesson)));
    }

    private static List<String> pages() {
        return Course.lessons().stream().map(CoursePage::fileName).toList();
    }

    private static List<String> with(String one, List<String> others) {
        return Stream.concat(others.stream(), Stream.of(one)).sorted().toList();
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
