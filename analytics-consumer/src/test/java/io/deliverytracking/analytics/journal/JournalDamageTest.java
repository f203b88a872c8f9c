package io.deliverytracking.analytics.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.analytics.WarningsOf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames "frame 1" to "frame 4" in a file, and something happens to them. */
class JournalDamageTest {

    private static final int HEADER_BYTES = 8;
    private static final int FRAME_BYTES = 8 + "frame 1".length();
    private static final int SECOND_FRAME = HEADER_BYTES + FRAME_BYTES;
    private static final int FOURTH_FRAME = HEADER_BYTES + 3 * FRAME_BYTES;

    @TempDir
    Path directory;

    private final WarningsOf warnings = new WarningsOf(JournalFile.class);
    private Path file;
    private Path aside;
    private byte[] whole;

    @BeforeEach
    void fourFrames() throws IOException {
        file = directory.resolve("journal");
        aside = directory.resolve("journal.damaged");
        read();
        append("frame 1", "frame 2", "frame 3", "frame 4");
        whole = Files.readAllBytes(file);
    }

    @AfterEach
    void stopListening() {
        warnings.close();
    }

    @Test
    void aWholeFileIsReadAndNothingIsSaid() throws IOException {
        assertThat(read()).containsExactly("frame 1", "frame 2", "frame 3", "frame 4");
        assertThat(warnings.lines()).isEmpty();
        assertThat(aside).doesNotExist();
    }

    @ParameterizedTest(name = "byte {0} of the frame: {1}")
    @CsvSource({
        "0, length far too large",
        "2, length too large",
        "3, length a little off",
        "5, CRC",
        "8, payload",
        "14, payload"
    })
    void aFlippedBitCostsTheFrameThatItIsIn(int byteOfFrame, String what) throws IOException {
        byte[] damaged = flip(SECOND_FRAME + byteOfFrame);

        assertThat(read()).as(what).containsExactly("frame 1", "frame 3", "frame 4");
        assertThat(warnings.lines())
                .singleElement()
                .asString()
                .startsWith(
                        "The journal is damaged and read on behind that, windows written there may be missing or older")
                .contains("file=" + file)
                .contains("position=" + SECOND_FRAME + " bytes=" + FRAME_BYTES + " places=1")
                .contains("copy=" + aside);
        assertThat(aside).hasBinaryContent(damaged);
        assertThat(file).as("nothing behind the damage is gone").hasBinaryContent(damaged);
    }

    @Test
    void framesAreAddedBehindTheLastWholeOne() throws IOException {
        flip(SECOND_FRAME + 8);
        append("frame 5");
        assertThat(read()).containsExactly("frame 1", "frame 3", "frame 4", "frame 5");
    }

    @Test
    void aFrameThatCannotBeUnderstoodIsPassedOverToo() throws IOException {
        List<String> frames = new ArrayList<>();
        JournalFile.open(file, payload -> {
                    String frame = new String(payload, StandardCharsets.UTF_8);
                    if (frame.equals("frame 2")) {
                        throw new IOException("what is this");
                    }
                    frames.add(frame);
                })
                .close();
        assertThat(frames).containsExactly("frame 1", "frame 3", "frame 4");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 10, 14})
    void aTornEndIsCutOffAndKept(int bytesMissing) throws IOException {
        byte[] torn = Arrays.copyOf(whole, whole.length - bytesMissing);
        Files.write(file, torn);

        assertThat(read()).containsExactly("frame 1", "frame 2", "frame 3");
        assertThat(warnings.lines())
                .singleElement()
                .asString()
                .startsWith("The journal's end is torn and cut off")
                .contains("file=" + file)
                .contains("position=" + FOURTH_FRAME + " bytes=" + (FRAME_BYTES - bytesMissing) + " copy=" + aside);
        assertThat(file).hasBinaryContent(Arrays.copyOf(whole, FOURTH_FRAME));
        assertThat(aside).hasBinaryContent(torn);
    }

    @Test
    void zerosAreNoFrames() throws IOException {
        Files.write(file, Arrays.copyOf(whole, whole.length + 4_096));

        assertThat(read()).containsExactly("frame 1", "frame 2", "frame 3", "frame 4");
        assertThat(file).hasBinaryContent(whole);
    }

    @Test
    void aHoleInTheMiddleIsToldBesideATornEnd() throws IOException {
        byte[] bytes = Arrays.copyOf(whole, whole.length - 2);
        Arrays.fill(bytes, SECOND_FRAME, SECOND_FRAME + FRAME_BYTES, (byte) 0);
        Files.write(file, bytes);

        assertThat(read()).containsExactly("frame 1", "frame 3");
        assertThat(warnings.lines()).hasSize(2);
        assertThat(aside).as("as it was before anything was cut off").hasBinaryContent(bytes);
    }

    @Test
    void theCopyIsOfTheLastDamage() throws IOException {
        flip(SECOND_FRAME + 8);
        read();
        byte[] more = flip(SECOND_FRAME + FRAME_BYTES + 8);

        assertThat(read()).containsExactly("frame 1", "frame 4");
        assertThat(aside).hasBinaryContent(more);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(file, aside);
        }
    }

    @Test
    void withoutRoomForACopyItStartsAndSaysSo() throws IOException {
        Files.createDirectories(aside.resolve("in the way"));
        flip(SECOND_FRAME + 8);

        assertThat(read()).containsExactly("frame 1", "frame 3", "frame 4");
        assertThat(warnings.lines()).singleElement().asString().contains("copy=none, ");
    }

    @ParameterizedTest(name = "byte {0}: {1}")
    @CsvSource({"1, 'its header is damaged, or it is no journal'", "7, version 5 instead of 1"})
    void aFileWithAnotherHeaderIsMovedAside(int byteOfHeader, String fault) throws IOException {
        byte[] other = flip(byteOfHeader);

        assertThat(read()).isEmpty();
        assertThat(warnings.lines())
                .singleElement()
                .asString()
                .startsWith("The journal can't be read and is begun anew, the windows before this start are gone")
                .contains("fault=" + fault + " file=" + file + " bytes=" + other.length + " movedTo=" + aside);
        assertThat(aside).hasBinaryContent(other);
        append("frame 5");
        assertThat(read()).containsExactly("frame 5");
    }

    @Test
    void anEmptyFileIsBegun() throws IOException {
        Files.write(file, new byte[0]);
        assertThat(read()).isEmpty();
        assertThat(warnings.lines()).isEmpty();
        assertThat(aside).doesNotExist();
    }

    private List<String> read() throws IOException {
        List<String> frames = new ArrayList<>();
        JournalFile.open(file, payload -> frames.add(new String(payload, StandardCharsets.UTF_8)))
                .close();
        return frames;
    }

    private void append(String... frames) throws IOException {
        try (JournalFile journal = JournalFile.open(file, payload -> {})) {
            for (String frame : frames) {
                journal.append(frame.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Flips a bit of this byte, and returns what the file holds then. */
    private byte[] flip(int position) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[position] ^= 4;
        Files.write(file, bytes);
        return bytes;
    }
}
