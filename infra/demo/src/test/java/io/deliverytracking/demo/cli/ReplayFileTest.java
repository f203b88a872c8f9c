package io.deliverytracking.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayFileTest {

    @TempDir
    Path directory;

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path missing = directory.resolve("missing.csv");
        assertThat(trouble(missing, Map.of()))
                .hasValueSatisfying(text -> assertThat(text).contains("there is no file " + missing));
    }

    @Test
    void aFolderIsNoFile() {
        assertThat(trouble(directory, Map.of()))
                .hasValueSatisfying(text -> assertThat(text).contains("is no file"));
    }

    @Test
    void anEmptyFileHasNothingToReplay() throws IOException {
        assertThat(trouble(file(""), Map.of()))
                .hasValueSatisfying(text -> assertThat(text).contains("nothing to replay"));
    }

    @Test
    void columnsAreFoundByNameWhateverTheirCaseAndByPosition() throws IOException {
        Path file = file("Bus;When;\"Lat; north\";Lon\n1;2;3;4\n");
        assertThat(trouble(file, Map.of("rider", "bus", "time", "2", "latitude", "lat; north")))
                .isEmpty();
    }

    @Test
    void aMissingColumnIsNamedBesideTheFirstLine() throws IOException {
        assertThat(trouble(file("bus,when\n"), Map.of("rider", "vehicle")))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("no column vehicle for the rider")
                        .contains("bus,when"));
        assertThat(trouble(file("bus,when\n"), Map.of("rider", "3"))).isPresent();
        assertThat(trouble(file("bus,when\n"), Map.of("rider", "0"))).isPresent();
    }

    @Test
    void withoutAHeaderNoColumnHasAName() throws IOException {
        Path file = file("bus,when\n");
        assertThat(ReplayFile.trouble(file, Map.of("rider", "bus"), Optional.empty(), Optional.of(false)))
                .isPresent();
        assertThat(ReplayFile.trouble(file, Map.of("rider", "1"), Optional.empty(), Optional.of(false)))
                .isEmpty();
    }

    @Test
    void theSeparatorThatTheUserGivesCounts() throws IOException {
        Path file = file("bus:id,when\n");
        assertThat(ReplayFile.trouble(file, Map.of("rider", "bus"), Optional.of(":"), Optional.empty()))
                .isEmpty();
        assertThat(trouble(file, Map.of("rider", "bus"))).isPresent();
        assertThat(ReplayFile.trouble(
                        file("bus\twhen\n"), Map.of("time", "when"), Optional.of("tab"), Optional.empty()))
                .isEmpty();
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() throws IOException {
        assertThat(trouble(file("\uFEFFbus,when\n"), Map.of("rider", "bus"))).isEmpty();
    }

    private static Optional<String> trouble(Path file, Map<String, String> columns) {
        return ReplayFile.trouble(file, columns, Optional.empty(), Optional.empty());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("fixes.csv"), text);
    }
}
