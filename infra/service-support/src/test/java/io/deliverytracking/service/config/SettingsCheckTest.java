package io.deliverytracking.service.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsCheckTest {

    private final SettingsCheck check = new SettingsCheck("service");

    @Test
    void allFaultsAreToldAtOnceWithTheirProperties() {
        check.positive("wait", Duration.ZERO);
        check.atMost("interval", Duration.ofSeconds(2), "limit", Duration.ofSeconds(1));
        check.atLeastOne("size", 0);
        check.notNegative("lateness", Duration.ofMillis(-1));

        assertThatThrownBy(check::end)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "service.wait must be above zero, is PT0S; service.interval (PT2S) must not exceed limit (PT1S);"
                                + " service.size must be at least 1, is 0; service.lateness must not be negative, is PT-0.001S");
    }

    @Test
    void aTimerOfLessThanAMillisecondIsRefused() {
        check.atLeastOneMillisecond("rhythm", Duration.ofNanos(999_999));

        assertThatThrownBy(check::end).hasMessageContaining("service.rhythm must be at least 1 ms");
    }

    @Test
    void valuesOnTheLimitPass() {
        check.positive("wait", Duration.ofNanos(1));
        check.notNegative("lateness", Duration.ZERO);
        check.atLeastOneMillisecond("rhythm", Duration.ofMillis(1));
        check.atMost("interval", Duration.ofSeconds(1), "limit", Duration.ofSeconds(1));
        check.atLeastOne("size", 1);

        assertThatCode(check::end).doesNotThrowAnyException();
    }
}
