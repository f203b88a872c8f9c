package io.deliverytracking.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.ExitStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DrainBenchmarkCommandTest {

    private final StringWriter said = new StringWriter();

    @Test
    void optionsThatMakeSenseAreTaken() {
        assertThat(check("--rows=1000", "--only=db-writer", "--writer-setting=delivery.ingest.max-records=500"))
                .isEqualTo(ExitStatus.OK);
        assertThat(check("--only=debezium", "--debezium-rows=5", "--debezium-setting=batch.size=7"))
                .isEqualTo(ExitStatus.OK);
    }

    @Test
    void optionsThatWouldChangeNothingAreRefused() {
        assertThat(check("--only=bare-copy", "--debezium-rows=5")).isEqualTo(ExitStatus.USAGE);
        assertThat(check("--only=bare-copy", "--debezium-setting=batch.size=7")).isEqualTo(ExitStatus.USAGE);
        assertThat(said.toString()).contains("change nothing without debezium");
        assertThat(check("--only=bare-copy,debezium", "--writer-setting=a=b")).isEqualTo(ExitStatus.USAGE);
        assertThat(said.toString()).contains("changes nothing without db-writer");
    }

    @Test
    void namesOfNothingAreRefused() {
        assertThat(check("--writer-setting==x")).isEqualTo(ExitStatus.USAGE);
        assertThat(said.toString()).contains("--writer-setting is NAME=VALUE; there is no name");
        assertThat(check("--output=")).isEqualTo(ExitStatus.USAGE);
        assertThat(said.toString()).contains("--output names no folder");
    }

    private int check(String... options) {
        CommandLine line = new CommandLine(new DrainBenchmarkCommand());
        line.setErr(new PrintWriter(said, true));
        String[] all = new String[options.length + 1];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = "--check";
        return line.execute(all);
    }
}
