package io.deliverytracking.labs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.labs.Course;
import io.deliverytracking.labs.Lesson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoursePageTest {

    @Test
    void theRunBeginsWithItsFirstAction(@TempDir Path folder) throws IOException {
        Lesson lesson = Course.find("queue").orElseThrow();

        CoursePage.write(
                folder,
                lesson,
                "On the broker at 127.0.0.1:40001. Times are counted from now.\n\n1. Send.\n\nThe answer\nIt is there.\n");

        assertThat(Files.readString(folder.resolve(CoursePage.fileName(lesson))))
                .contains("```text\n1. Send.\n```\n");
    }
}
