package io.deliverytracking.broker.benchmark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.benchmark.trial.Trials;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerBenchmarkCommandTest {

    private final PrintStream realErr = System.err;
    private final PrintStream realOut = System.out;
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        PrintStream ours = new PrintStream(told, true, StandardCharsets.UTF_8);
        System.setErr(ours);
        System.setOut(ours);
    }

    @AfterEach
    void stopListening() {
        System.setErr(realErr);
        System.setOut(realOut);
    }

    @Test
    void withoutOptionsEverythingIsMeasured() {
        assertThat(check()).isZero();
    }

    @Test
    void rowsMayBeChosenByTheirNames() {
        assertThat(check("--quick", "--only", "start,linger-0", "--rounds", "9"))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --only=strat     | there is no row 'strat'; there are start, memory
                    --rounds=0       | --rounds 0 is none of 1 to 100
                    --rounds=many    | Invalid value for option '--rounds'
                    --output=        | --output names no folder
                    --qick           | --qick
                    """)
    void whatMakesNoSenseIsToldBeforeAnythingStarts(String option, String complaint) {
        assertThat(check(option)).isEqualTo(2);
        assertThat(told.toString(StandardCharsets.UTF_8)).contains(complaint);
    }

    @Test
    void theHelpNamesEveryRow() {
        assertThat(Program.run(new BrokerBenchmarkCommand(), "--help")).isZero();
        String help = told.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        assertThat(help).contains(String.join(", ", Trials.names())).contains("--jmh");
    }

    private static int check(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--check");
        return Program.run(new BrokerBenchmarkCommand(), all.toArray(String[]::new));
    }
}
