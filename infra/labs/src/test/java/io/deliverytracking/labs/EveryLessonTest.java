package io.deliverytracking.labs;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.labs.broker.OwnBroker;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(LabBrokers.class)
class EveryLessonTest {

    /** Long, not because of what it takes but because it fetches from another registry than Maven's. */
    private static final String NEEDS_NODE = "another-language";

    static List<String> names() {
        return Course.lessons().stream().map(Lesson::name).toList();
    }

    static List<String> withoutNode() {
        return names().stream().filter(name -> !name.equals(NEEDS_NODE)).toList();
    }

    @ParameterizedTest
    @MethodSource("withoutNode")
    void itsClaimsHoldOnOurBroker(String name, OwnBroker broker) throws Exception {
        Heard.lesson(name, broker).requireWholeLesson();
    }

    @Tag("long")
    @Test
    void thatOfAnotherLanguageHoldsToo(OwnBroker broker) throws Exception {
        Tools.orSkip(() -> Heard.lesson(NEEDS_NODE, broker)).requireWholeLesson();
    }

    @ParameterizedTest
    @MethodSource("names")
    void itAsksAndAnswers(String name) {
        Lesson lesson = Course.find(name).orElseThrow();

        assertThat(lesson.question()).contains("?");
        assertThat(lesson.answer()).isNotBlank();
        assertThat(lesson.tryYourself()).isNotEmpty();
        assertThat(lesson.thoughts()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void namesAreUnique() {
        assertThat(names()).doesNotHaveDuplicates();
    }
}
