package io.deliverytracking.demo.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.postgres.Database;
import io.deliverytracking.events.ledger.LedgerDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way down of a demo that has no parts: what is left is the account. */
class EndingTest {

    private static final Database NOWHERE = new Database("jdbc:postgresql://127.0.0.1:1/delivery");

    @TempDir
    Path home;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final List<String> phases = new ArrayList<>();
    private final StopRequest stopRequest = new StopRequest();

    @Test
    void aLedgerThatIsCutShortIsToldAndNotBalanced() throws Exception {
        LedgerDirectory ledgers = new LedgerDirectory(ledger());
        ledgers.begin(1_772_000_000_000L, 10, 1, -1).close();
        try (Stream<Path> files = Files.walk(ledger())) {
            files.filter(Files::isRegularFile).forEach(EndingTest::cutShort);
        }
        stopRequest.ask();
        stopRequest.ask();

        assertThat(end()).isEqualTo(ExitStatus.FAILED);
        assertThat(screen()).contains("! No reckoning: ");
        assertThat(phases).last().isEqualTo("stopped, not balanced");
    }

    @Test
    void aDemoThatWasEndedBeforeItsFirstEventHasNothingToWaitForOrToReckon() throws Exception {
        stopRequest.ask();

        assertThat(end()).isEqualTo(ExitStatus.OK);
        assertThat(screen())
                .contains("Nothing was sent, so there is nothing to reckon.")
                .doesNotContain("No reckoning");
        assertThat(phases).doesNotContain("draining").last().isEqualTo("stopped, nothing was sent");
    }

    @Test
    void aFaultThatTheAccountDoesNotShowIsToldAndTheDemoHasFailed() throws Exception {
        stopRequest.ask();

        assertThat(end("the simulator failed: the disk is full")).isEqualTo(ExitStatus.FAILED);
        assertThat(screen()).contains("! the simulator failed: the disk is full");
        assertThat(phases).last().isEqualTo("stopped after a failure");
        assertThat(Ending.isGood("stopped after a failure")).isFalse();
    }

    private int end(String... faults) throws IOException, DemoFailure {
        try (PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
                Sampler sampler = new Sampler("127.0.0.1:1", NOWHERE, 0)) {
            Console console = new Console(out, false);
            return new Ending(
                            new Fleet(home, DiskWatch.of(DeliveryHome.of(home, home), console), console),
                            sampler,
                            console,
                            stopRequest,
                            phases::add,
                            false)
                    .run(new Ending.Books(
                            ledger(), NOWHERE, 0, true, home.resolve("reckoning.json"), "", List.of(faults)));
        }
    }

    private Path ledger() {
        return home.resolve("ledger");
    }

    private String screen() {
        return screen.toString(StandardCharsets.UTF_8);
    }

    private static void cutShort(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(Math.max(0, channel.size() - 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
