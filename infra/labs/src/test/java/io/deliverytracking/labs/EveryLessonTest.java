package io.deliverytracking.labs;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.labs.broker.OwnBroker;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(LabBrokers.class)
class EveryLessonTest {

    /**
     * The one has an hour of reports to write, three times; the other takes no longer than most, but fetches from another
     * registry than Maven's.
     */
    private static final Set<String> LONG = Set.of("log-against-table", "another-language");

    static List<String> names() {
        return Course.lessons().stream().map(Lesson::name).toList();
    }

    static List<String> shortOnes() {
        return names().stream().filter(name -> !LONG.contains(name)).toList();
    }

    static List<String> longOnes() {
        return names().stream().filter(LONG::contains).toList();
    }

    @ParameterizedTest
    @MethodSource("shortOnes")
    void itsClaimsHoldOnOurBroker(String name, OwnBroker broker) throws Exception {
        Heard.lesson(name, broker).requireWholeLesson();
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("longOnes")
    void itsClaimsHoldOnOurBrokerToo(String name, OwnBroker broker) throws Exception {
        Tools.orSkip(() -> Heard.lesson(name, broker)).requireWholeLesson();
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
