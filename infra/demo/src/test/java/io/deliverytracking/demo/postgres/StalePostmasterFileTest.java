package io.deliverytracking.demo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class StalePostmasterFileTest {

    @TempDir
    Path directory;

    private Path data;

    @BeforeEach
    void aFileWithThePidOfAProcessThatIsNoPostgres() throws IOException {
        data = Files.createDirectory(directory.resolve("data"));
        write(Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void aPidThatBelongsToSomethingElseIsForgotten() throws IOException {
        assertThat(StalePostmasterFile.deleteFrom(data)).isTrue();
        assertThat(data.resolve("postmaster.pid")).doesNotExist();
    }

    @Test
    void theFileStaysWhileAProcessWorksInTheDirectory() throws Exception {
        Process child =
                new ProcessBuilder("sleep", "60").directory(data.toFile()).start();
        try {
            assertThat(StalePostmasterFile.deleteFrom(data)).isFalse();
            assertThat(data.resolve("postmaster.pid")).exists();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void aPidOfNobodyOrAFileOfSomethingElseIsLeftToPostgres() throws IOException {
        write("4194999");
        assertThat(StalePostmasterFile.deleteFrom(data)).isFalse();
        write("not a pid");
        assertThat(StalePostmasterFile.deleteFrom(data)).isFalse();
    }

    private void write(String pid) throws IOException {
        Files.writeString(data.resolve("postmaster.pid"), pid + "\n" + data + "\n1772000000\n");
    }
}
