package io.deliverytracking.service.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    @Test
    void theEndsOfARangeBelongToIt() {
        assertThat(Parameters.whole("id", "1", 1, 7)).isEqualTo(1);
        assertThat(Parameters.whole("id", "7", 1, 7)).isEqualTo(7);
        assertThatThrownBy(() -> Parameters.whole("id", "8", 1, 7)).hasMessage("id must lie within 1 and 7");
        assertThatThrownBy(() -> Parameters.whole("id", "0", 1, 7)).hasMessage("id must lie within 1 and 7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.5", "9223372036854775808"})
    void whatIsNoWholeNumberIsABadRequestThatNamesTheParameter(String text) {
        assertThatThrownBy(() -> Parameters.whole("id", text))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status().getStatusCode()).isEqualTo(400))
                .hasMessage("id must be a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "NaN", "Infinity", "-Infinity", "1e999"})
    void whatIsNoFiniteNumberIsRefused(String text) {
        assertThatThrownBy(() -> Parameters.number("distance", text)).hasMessage("distance must be a number");
    }

    @Test
    void anAbsentParameterHasItsDefault() {
        assertThat(Parameters.count("limit", null, 10, 7)).isEqualTo(10);
        assertThat(Parameters.positive("distance", null, 2.5)).isEqualTo(2.5);
        assertThatThrownBy(() -> Parameters.positive("distance", "0", 2.5)).hasMessage("distance must be above 0");
    }
}
