package io.deliverytracking.analytics.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.analytics.WarningsOf;
import io.deliverytracking.analytics.domain.ClosedWindow;
import io.deliverytracking.analytics.domain.DeliveryStage;
import io.deliverytracking.analytics.domain.Refusals;
import io.deliverytracking.analytics.domain.Refused;
import io.deliverytracking.analytics.domain.StageResult;
import io.deliverytracking.analytics.domain.WindowHistory;
import io.deliverytracking.analytics.domain.WindowResult;
import io.deliverytracking.analytics.domain.WindowSize;
import io.deliverytracking.analytics.domain.ZoneResult;
import io.deliverytracking.analytics.domain.cell.CellFigures;
import io.deliverytracking.analytics.domain.sketch.Quantiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowJournalTest {

    private static final String CLUSTER = "q1Sh-9_T4iHTMy5t2s4Qpg";
    private static final LogPartition PARTITION = new LogPartition(new UUID(1, 2), 3);
    private static final int HISTORY = 100;

    @TempDir
    Path directory;

    /** What a process remembers. */
    private static final class Memory {
        private final WindowHistory history = new WindowHistory(HISTORY, 10);
        private final Refusals refusals = new Refusals();

        private JournalEntry entry(long position, boolean everything) {
            return new JournalEntry(
                    Map.of(PARTITION, position),
                    everything ? refusals.takeAll() : refusals.takeChanged(),
                    everything ? history.takeAll() : history.takeChanged());
        }
    }

    @Test
    void whatWasAppendedIsFoundAgain() throws IOException {
        Memory before = new Memory();
        try (WindowJournal journal = open(before)) {
            assertThat(journal.countedUpTo(PARTITION)).isZero();
            before.history.closed(window(1, 7), cells(7));
            append(journal, before, 100);
            before.history.closed(window(2, 8), cells(8));
            before.history.refused(WindowSize.ONE_SECOND, 1_000, new Refused(2, 1));
            append(journal, before, 200);
        }

        Memory after = new Memory();
        try (WindowJournal journal = open(after)) {
            assertThat(journal.countedUpTo(PARTITION)).isEqualTo(200);
            assertThat(journal.countedUpTo(new LogPartition(new UUID(1, 3), 3)))
                    .as("the partition of another log")
                    .isZero();
        }
        assertThat(after.history.takeAll())
                .containsExactly(
                        new ClosedWindow(told(window(1, 7), new Refused(2, 1)), cells(7)),
                        new ClosedWindow(window(2, 8), cells(8)));
    }

    @Test
    void aWindowThatClosedAgainReplacesItself() throws IOException {
        Memory before = new Memory();
        try (WindowJournal journal = open(before)) {
            before.history.closed(window(1, 7), cells(7));
            append(journal, before, 100);
            before.history.closed(window(1, 9), cells(9));
            append(journal, before, 100);
        }
        Memory after = new Memory();
        open(after).close();
        assertThat(after.history.takeAll()).containsExactly(new ClosedWindow(window(1, 9), cells(9)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 9, 40})
    void aTornTailIsCutOffAndWritingGoesOnBehindTheLastWholeEntry(int bytesMissing) throws IOException {
        Memory before = new Memory();
        try (WindowJournal journal = open(before)) {
            before.history.closed(window(1, 7), cells(7));
            append(journal, before, 100);
            before.history.closed(window(2, 8), cells(8));
            append(journal, before, 200);
        }
        byte[] bytes = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(bytes, bytes.length - bytesMissing));

        Memory torn = new Memory();
        try (WindowJournal journal = open(torn)) {
            assertThat(journal.countedUpTo(PARTITION))
                    .as("what it had counted is torn, too")
                    .isEqualTo(100);
            torn.history.closed(window(3, 6), cells(6));
            append(journal, torn, 150);
        }
        Memory after = new Memory();
        try (WindowJournal journal = open(after)) {
            assertThat(journal.countedUpTo(PARTITION)).isEqualTo(150);
        }
        assertThat(after.history.takeAll())
                .containsExactly(new ClosedWindow(window(1, 7), cells(7)), new ClosedWindow(window(3, 6), cells(6)));
    }

    @Test
    void aFlippedBitCostsWhatItsEntryAloneSaidAndNothingIsCountedTwice() throws IOException {
        Memory before = new Memory();
        long firstEnd;
        try (WindowJournal journal = open(before)) {
            before.history.closed(window(1, 7), cells(7));
            append(journal, before, 100);
            firstEnd = journal.sizeBytes();
            before.history.closed(window(2, 8), cells(8));
            before.history.refused(WindowSize.ONE_SECOND, 1_000, new Refused(2, 1));
            append(journal, before, 200);
            before.history.closed(window(3, 9), cells(9));
            append(journal, before, 300);
        }
        byte[] bytes = Files.readAllBytes(file());
        bytes[(int) firstEnd + 20] ^= 4;
        Files.write(file(), bytes);

        Memory after = new Memory();
        try (WindowJournal journal = open(after)) {
            assertThat(journal.countedUpTo(PARTITION))
                    .as("as the entry behind the damage says, so that no refusal before it counts again")
                    .isEqualTo(300);
            assertThat(after.history.takeAll())
                    .as("one window is missing, one as it was told first")
                    .containsExactly(
                            new ClosedWindow(window(1, 7), cells(7)), new ClosedWindow(window(3, 9), cells(9)));
            append(journal, after, 300);
        }
        Memory again = new Memory();
        try (WarningsOf warnings = new WarningsOf(JournalFile.class);
                WindowJournal journal = open(again)) {
            assertThat(warnings.lines())
                    .as("the damage went when all was written anew")
                    .isEmpty();
            assertThat(journal.countedUpTo(PARTITION)).isEqualTo(300);
        }
        assertThat(again.history.takeAll()).isEqualTo(after.history.takeAll()).hasSize(2);
    }

    @Test
    void everyFrameOfAFileWrittenAnewSaysUpToWhereItsFiguresWereCounted() throws IOException {
        Memory before = new Memory();
        try (WindowJournal journal = open(before)) {
            assertThatThrownBy(() -> journal.append(everything -> {
                        throw new IllegalStateException("so that the next one writes all anew");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            before.history.closed(window(1, 7), cells(7));
            append(journal, before, 100);
        }
        byte[] bytes = Files.readAllBytes(file());
        bytes[20] ^= 4;
        Files.write(file(), bytes);

        Memory after = new Memory();
        try (WindowJournal journal = open(after)) {
            assertThat(journal.countedUpTo(PARTITION)).isEqualTo(100);
        }
        assertThat(after.history.takeAll()).as("the frame of the windows").hasSize(1);
    }

    @Test
    void itIsNewUntilSomethingWasWrittenOrLost() throws IOException {
        Memory memory = new Memory();
        try (WindowJournal journal = open(memory)) {
            assertThat(journal.isNew()).isTrue();
            append(journal, memory, 100);
            assertThat(journal.isNew()).isFalse();
        }
        try (WindowJournal journal = open(new Memory())) {
            assertThat(journal.isNew()).isFalse();
        }
        Files.writeString(file(), "something else altogether");
        try (WindowJournal journal = open(new Memory())) {
            assertThat(journal.isNew()).as("a loss is told once").isFalse();
        }
    }

    @Test
    void aFileThatIsNoJournalIsBegunAnew() throws IOException {
        Files.writeString(file(), "something else altogether");
        Memory memory = new Memory();
        try (WindowJournal journal = open(memory)) {
            memory.history.closed(window(1, 7), cells(7));
            append(journal, memory, 100);
        }
        Memory after = new Memory();
        open(after).close();
        assertThat(after.history.takeAll()).hasSize(1);
    }

    @Test
    void theFileStaysBoundedAndHoldsTheWholeHistory() throws IOException {
        Memory before = new Memory();
        int slackBytes = 20_000;
        long largest = 0;
        try (WindowJournal journal =
                WindowJournal.open(directory, CLUSTER, before.history, before.refusals, slackBytes)) {
            for (int second = 1; second <= 2_000; second++) {
                before.history.closed(window(second, second), cells(second));
                append(journal, before, second);
                largest = Math.max(largest, journal.sizeBytes());
            }
        }
        assertThat(largest).isBetween((long) slackBytes, slackBytes + 4L * HISTORY * 200);
        Memory after = new Memory();
        try (WindowJournal journal = open(after)) {
            assertThat(journal.countedUpTo(PARTITION)).isEqualTo(2_000);
        }
        assertThat(after.history.takeAll()).isEqualTo(before.history.takeAll()).hasSize(HISTORY);
    }

    @Test
    void nothingNewWritesNothing() throws IOException {
        Memory memory = new Memory();
        try (WindowJournal journal = open(memory)) {
            append(journal, memory, 100);
            long size = journal.sizeBytes();
            append(journal, memory, 100);
            assertThat(journal.sizeBytes()).isEqualTo(size);
        }
    }

    @Test
    void afterAFailedWriteEverythingIsWrittenAnew() throws IOException {
        Memory before = new Memory();
        try (WindowJournal journal = open(before)) {
            before.history.closed(window(1, 7), cells(7));
            assertThatThrownBy(() -> journal.append(everything -> {
                        before.entry(100, everything);
                        throw new IllegalStateException("as a full disk would");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            append(journal, before, 100);
        }
        Memory after = new Memory();
        open(after).close();
        assertThat(after.history.takeAll()).hasSize(1);
    }

    @Test
    void aSecondProcessInTheSameDirectoryIsRefused() throws IOException {
        WindowJournal first = open(new Memory());
        assertThatThrownBy(() -> open(new Memory()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is used by another process");
        first.close();
        open(new Memory()).close();
    }

    @Test
    void eachClusterHasAFileOfItsOwn() throws IOException {
        Memory memory = new Memory();
        try (WindowJournal journal = open(memory)) {
            memory.history.closed(window(1, 7), cells(7));
            append(journal, memory, 100);
        }
        Memory other = new Memory();
        WindowJournal.open(directory, "../another cluster", other.history, other.refusals)
                .close();
        assertThat(other.history.takeAll()).isEmpty();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(3);
        }
    }

    private WindowJournal open(Memory memory) throws IOException {
        return WindowJournal.open(directory, CLUSTER, memory.history, memory.refusals);
    }

    private static void append(WindowJournal journal, Memory memory, long position) throws IOException {
        journal.append(everything -> memory.entry(position, everything));
    }

    private Path file() {
        return directory.resolve("windows-" + CLUSTER + ".journal");
    }

    private static WindowResult window(long second, int events) {
        Quantiles speeds = new Quantiles(1.5f, 2.5f, 700);
        ZoneResult zone = new ZoneResult(events, 5, 3, 2, 1_000_000, speeds, 1, 2, 300);
        ZoneResult empty = new ZoneResult(0, 0, 0, 0, 0, null, 0, 0, 0);
        return new WindowResult(
                WindowSize.ONE_SECOND,
                second * 1_000,
                5,
                6,
                speeds,
                List.of(zone, empty),
                List.of(1L, 2L, 0L),
                Map.of(DeliveryStage.RIDE, new StageResult(4, 5_000_000_000L, new Quantiles(1, 2, 3))),
                Refused.NONE);
    }

    private static WindowResult told(WindowResult window, Refused refused) {
        return new WindowResult(
                window.size(),
                window.startMs(),
                window.activeRiders(),
                window.distinctRiders(),
                window.speedCmS(),
                window.zones(),
                window.ordersByState(),
                window.stages(),
                refused);
    }

    private static CellFigures cells(int events) {
        return new CellFigures(
                new long[] {0x881f1d4a2bfffffL, 0x881f1d4a2dfffffL},
                new int[] {events, 1},
                new int[] {1, 1},
                new long[] {5_000_000_000L, 0},
                17);
    }
}
