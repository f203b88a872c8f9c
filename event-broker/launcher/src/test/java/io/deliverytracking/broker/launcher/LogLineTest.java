package io.deliverytracking.broker.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T08:15:30.123456, 2026-11-23 08:15:30.123",
        "2026-11-23T08:15:30, 2026-11-23 08:15:30.000",
        "2026-11-23T08:15, 2026-11-23 08:15:00.000",
    })
    void theTimeHasThreePlacesWhateverItIs(String time, String told) {
        LogRecord fact = fact(Level.INFO);
        fact.setInstant(LocalDateTime.parse(time).atZone(ZoneId.systemDefault()).toInstant());
        assertThat(new LogLine().format(fact))
                .isEqualTo(told + " INFO  [BrokerServer] a=1 Broker started" + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource({"SEVERE, ERROR", "WARNING, WARN ", "INFO, INFO ", "CONFIG, INFO ", "FINE, DEBUG", "FINEST, TRACE"})
    void levelsHaveTheNamesThatAdministratorsSet(String level, String told) {
        assertThat(new LogLine().format(fact(Level.parse(level)))).contains(" " + told.strip() + " ");
    }

    @Test
    void aFaultIsToldWithItsStack() {
        LogRecord fact = fact(Level.SEVERE);
        fact.setThrown(new IllegalStateException("why"));
        assertThat(new LogLine().format(fact).lines())
                .anyMatch(line -> line.equals("java.lang.IllegalStateException: why"))
                .anyMatch(line -> line.contains("at " + LogLineTest.class.getName()));
    }

    private static LogRecord fact(Level level) {
        LogRecord fact = new LogRecord(level, "a=1 Broker started");
        fact.setLoggerName("io.deliverytracking.broker.server.BrokerServer");
        return fact;
    }
}
