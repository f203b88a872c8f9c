package io.deliverytracking.broker.conformance.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyDifferenceHasItsPlace() throws Exception {
        assertThat(Comparison.of(tree("{'1 Fetch':{'a':[1,2],'b':'x'}}"), tree("{'1 Fetch':{'a':[1,3,4],'c':null}}")))
                .extracting(Difference::toString)
                .containsExactly(
                        "1 Fetch.a[1]: ours 2, Apache Kafka 3",
                        "1 Fetch.a[2]: ours absent, Apache Kafka 4",
                        "1 Fetch.b: ours \"x\", Apache Kafka absent",
                        "1 Fetch.c: ours absent, Apache Kafka null");
    }

    @Test
    void aFieldIsNamedWithoutStepAndPlaces() {
        assertThat(new Difference("12 Fetch.responses[3].partitions[0].errorCode", "1", "2").field())
                .isEqualTo("Fetch.responses.partitions.errorCode");
    }

    @Test
    void freeValuesCountByTheirOrder() throws Exception {
        assertThat(free("{'port':4,'of':[{'port':5},{'port':4}]}"))
                .isEqualTo(free("{'port':7,'of':[{'port':2},{'port':7}]}"))
                .isNotEqualTo(free("{'port':7,'of':[{'port':2},{'port':2}]}"));
    }

    @Test
    void aMemberIdKeepsWhatTheProtocolSaysOfIt() throws Exception {
        String uuid = "-01234567-89ab-cdef-0123-456789abcdef";
        assertThat(free("{'memberId':'client" + uuid + "'}").toString())
                .isEqualTo("{\"memberId\":\"client-<uuid 1>\"}");
    }

    @Test
    void numbersOfDifferentTypesAreOneNumber() throws Exception {
        assertThat(free("{'a':1}")).isEqualTo(new FreeValues().replaceIn(JSON.valueToTree(Map.of("a", 1L))));
    }

    private static JsonNode free(String text) throws Exception {
        return new FreeValues().replaceIn(tree(text));
    }

    private static JsonNode tree(String text) throws Exception {
        return JSON.readTree(text.replace('\'', '"'));
    }
}
