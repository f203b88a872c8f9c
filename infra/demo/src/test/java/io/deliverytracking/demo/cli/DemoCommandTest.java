package io.deliverytracking.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only what is refused before anything is touched. */
class DemoCommandTest {

    @ParameterizedTest
    @CsvSource({
        "--acks=2, '--acks is 2; possible are 0, 1, all'",
        "--partitioner=rider, '--partitioner is rider; possible are key, round-robin, zone, explicit'",
        "--faults=duplicates=often, 'the fault duplicates is often, which is no number'",
        "--faults=drop-out=1.5, 'the fault drop-out is 1.5; 0 to 1 are possible'",
        "--faults=drop-out=NaN, 'the fault drop-out is NaN; 0 to 1 are possible'",
        "--faults=earthquake=0.1, 'there is no fault earthquake;'",
        "--riders=0, '--riders is 0;'"
    })
    void aValueThatTheSimulatorWouldDieOfIsRefusedWithWords(String option, String words) {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(screen, true, StandardCharsets.UTF_8));
        try {
            assertThat(Commands.run("demo", option)).isEqualTo(ExitStatus.USAGE);
        } finally {
            System.setErr(before);
        }
        assertThat(screen.toString(StandardCharsets.UTF_8)).contains(words);
    }
}
