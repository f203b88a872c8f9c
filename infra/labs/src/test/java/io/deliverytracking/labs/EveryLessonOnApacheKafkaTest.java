package io.deliverytracking.labs;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the lessons claim is so on Apache Kafka, too: none of them teaches our broker only. */
@Tag("long")
@ExtendWith(LabBrokers.class)
class EveryLessonOnApacheKafkaTest {

    static List<String> names() {
        return Course.lessons().stream().map(Lesson::name).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void itsClaimsHoldOnApacheKafka(String name, ApacheKafkaBroker broker) throws Exception {
        Tools.orSkip(() -> Heard.lesson(name, broker)).requireWholeLesson();
    }
}
