package io.deliverytracking.events.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordAppenderTest {

    private static final int RECORDS_A_CHUNK = RecordAppender.CHUNK_LENGTH / RecordFile.RECORD_LENGTH;

    @TempDir
    Path directory;

    private Path file;
    private FillingChannel disk;

    @BeforeEach
    void openFile() throws IOException {
        file = directory.resolve(RiderFile.EXCEPTIONS_NAME);
        disk = new FillingChannel(FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Test
    void aFullDiskRefusesTheRecordAndChangesNothing() throws IOException {
        try (RecordAppender appender = new RecordAppender(disk)) {
            appendAll(appender, 0, RECORDS_A_CHUNK);
            // A chunk takes several writes: the disk is full amid it.
            disk.room(RecordAppender.CHUNK_LENGTH * 3L / 2);
            for (int attempt = 0; attempt < 3; attempt++) {
                assertThatThrownBy(() -> append(appender, RECORDS_A_CHUNK))
                        .isInstanceOf(UncheckedIOException.class)
                        .hasRootCauseMessage("No space left on device");
                assertThat(appender.count()).isEqualTo(RECORDS_A_CHUNK);
            }
        }
        assertThat(records()).isEqualTo(numbers(RECORDS_A_CHUNK));
    }

    @Test
    void onceThereIsRoomAgainTheNextRecordFollowsTheLast() throws IOException {
        try (RecordAppender appender = new RecordAppender(disk)) {
            appendAll(appender, 0, RECORDS_A_CHUNK);
            disk.room(RecordAppender.CHUNK_LENGTH);
            for (int attempt = 0; attempt < 3; attempt++) {
                assertThatThrownBy(() -> append(appender, RECORDS_A_CHUNK)).isInstanceOf(UncheckedIOException.class);
            }
            disk.room(Long.MAX_VALUE);
            appendAll(appender, RECORDS_A_CHUNK, 2 * RECORDS_A_CHUNK + 1);
            assertThat(appender.count()).isEqualTo(2 * RECORDS_A_CHUNK + 1);
        }
        assertThat(records()).isEqualTo(numbers(2 * RECORDS_A_CHUNK + 1));
    }

    private static void appendAll(RecordAppender appender, int from, int to) {
        for (int number = from; number < to; number++) {
            append(appender, number);
        }
    }

    private static void append(RecordAppender appender, int number) {
        appender.append(RecordFile.COPY_SENT, 7, number);
    }

    private List<Integer> records() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        new RecordScanner(file).scan(RecordFile.COPY_SENT, RecordFile.COPY_SENT, (kind, slot, number) -> {
            assertThat(slot).isEqualTo(7);
            numbers.add(number);
        });
        return numbers;
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
