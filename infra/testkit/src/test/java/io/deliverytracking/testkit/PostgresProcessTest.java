package io.deliverytracking.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a server that is gone, and an innocent process with its pid. */
class PostgresProcessTest {

    @TempDir
    Path dataDirectory;

    private Process innocent;

    @BeforeEach
    void start() throws IOException {
        innocent = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void end() {
        innocent.destroyForcibly();
    }

    @Test
    void whoeverHasThePidOfADeadServerIsLeftAlone() throws IOException {
        PostgresProcess gone = left(innocent.pid() + "\n" + dataDirectory + "\n");

        assertThat(gone.isRunning()).isFalse();
        gone.kill();

        assertThat(innocent.isAlive()).isTrue();
    }

    @Test
    void aFileThatIsStillEmptyNamesNobody() throws IOException {
        assertThat(left("").isRunning()).isFalse();
        assertThat(left("\n").isRunning()).isFalse();
    }

    private PostgresProcess left(String pidFile) throws IOException {
        Files.writeString(dataDirectory.resolve("postmaster.pid"), pidFile);
        return new PostgresProcess(dataDirectory, dataDirectory.resolve("postgres.log"));
    }
}
