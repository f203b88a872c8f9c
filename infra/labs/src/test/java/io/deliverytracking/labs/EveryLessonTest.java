package io.deliverytracking.labs;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.labs.broker.OwnBroker;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(LabBrokers.class)
class EveryLessonTest {

    static List<String> names() {
        return Course.lessons().stream().map(Lesson::name).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void itsClaimsHoldOnOurBroker(String name, OwnBroker broker) throws Exception {
        Heard heard = LabBrokers.hear(Course.find(name).orElseThrow(), broker);

        assertThat(heard.ended).isTrue();
        assertThat(heard.claims).isNotEmpty();
        assertThat(heard.actions).isNotEmpty();
        assertThat(heard.tables).isNotEmpty();
        assertThat(heard.happenings)
                .as("commands with nothing left to fill in")
                .noneMatch(said -> said.contains("{broker}") || said.contains("{topic:"));
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
