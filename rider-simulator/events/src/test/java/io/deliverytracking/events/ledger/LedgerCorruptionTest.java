package io.deliverytracking.events.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerCorruptionTest {

    private static final long NOW = 1_772_000_000_000L;

    @TempDir
    Path root;

    private LedgerDirectory directory;
    private Path session;

    @BeforeEach
    void closedLedger() throws IOException {
        directory = new LedgerDirectory(root);
        LedgerWriter writer = directory.begin(NOW, 3, 1.0, -1);
        session = writer.directory();
        for (int id = 1; id <= 3; id++) {
            int slot = writer.addRider(id);
            for (int n = 0; n < 100; n++) {
                writer.acknowledged(slot, writer.nextSequence(slot));
            }
            writer.copySent(slot, 5);
        }
        writer.orderSent(writer.orderId(1), 1);
        writer.orderAcknowledged(writer.orderId(1), 1);
        writer.close();
    }

    @Test
    void aRidersFileCutInItsHeaderIsNamed() throws IOException {
        cut(RiderFile.NAME, 100);
        assertCorrupt("riders.ledger: is cut short: 100 bytes");
    }

    @Test
    void aRidersFileCutInItsSlotsIsNamed() throws IOException {
        cut(RiderFile.NAME, RiderFile.HEADER_LENGTH + 60);
        assertCorrupt("riders.ledger: is cut short: 4156 bytes, 3 riders need 4168");
    }

    @Test
    void aChangedHeaderIsNoticed() throws IOException {
        flip(RiderFile.NAME, RiderFile.SESSION_AT + 1);
        assertCorrupt("header that does not match its checksum");
    }

    @Test
    void anotherFormatVersionIsNamed() throws IOException {
        byte[] bytes = Files.readAllBytes(session.resolve(RiderFile.NAME));
        bytes[RiderFile.FORMAT_VERSION_AT] = 9;
        Files.write(session.resolve(RiderFile.NAME), bytes);
        assertCorrupt("has format version 9, this reader knows 1");
    }

    @Test
    void aFileOfSomethingElseIsNoLedger() throws IOException {
        flip(RiderFile.NAME, 0);
        assertCorrupt("does not begin like a ledger");
    }

    @Test
    void aChangedSlotIsNoticed() throws IOException {
        flip(RiderFile.NAME, RiderFile.HEADER_LENGTH + RiderFile.SENT_IN_SLOT);
        assertCorrupt("slots that do not match the checksum");
    }

    @Test
    void missingExceptionsAreNoticed() throws IOException {
        cut(RiderFile.EXCEPTIONS_NAME, 2 * RecordFile.RECORD_LENGTH);
        assertCorrupt("exceptions.ledger: has 2 records, the closed ledger had 3");
    }

    @Test
    void aChangedExceptionIsNoticed() throws IOException {
        flip(RiderFile.EXCEPTIONS_NAME, RecordFile.RECORD_LENGTH + RecordFile.DETAIL_AT);
        assertCorrupt("exceptions.ledger: record 1 does not match its check");
    }

    @Test
    void aHoleInTheExceptionsIsNoticed() throws IOException {
        byte[] bytes = Files.readAllBytes(session.resolve(RiderFile.EXCEPTIONS_NAME));
        Arrays.fill(bytes, RecordFile.RECORD_LENGTH, 2 * RecordFile.RECORD_LENGTH, (byte) 0);
        Files.write(session.resolve(RiderFile.EXCEPTIONS_NAME), bytes);
        assertCorrupt("exceptions.ledger: record 1 is blank but a later one is not");
    }

    @Test
    void missingOrdersAreNoticed() throws IOException {
        cut(RiderFile.ORDERS_NAME, RecordFile.RECORD_LENGTH);
        assertCorrupt("orders.ledger: has 1 records, the closed ledger had 2");
        Files.delete(session.resolve(RiderFile.ORDERS_NAME));
        assertCorrupt("orders.ledger: is missing");
    }

    @Test
    void aLedgerInTheWrongDirectoryIsNoticed() throws IOException {
        Files.move(session, root.resolve(Long.toString(NOW + 5)));
        assertThatThrownBy(() -> directory.read(NOW + 5))
                .isInstanceOf(LedgerCorruptException.class)
                .hasMessageContaining("holds session " + NOW);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aClosedLedgerWithOneFlippedBitIsNeverReadAsSomethingElse(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] good = Files.readAllBytes(session.resolve(RiderFile.NAME));
        LedgerTotals totals = directory.read(NOW).totals();
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            int at = random.nextInt(RiderFile.HEADER_LENGTH + 3 * RiderFile.SLOT_LENGTH);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(session.resolve(RiderFile.NAME), bad);
            try {
                // The schedule's count and the times are evidence of their own; everything else has a check.
                LedgerTotals read = directory.read(NOW).totals();
                assertThat(read.sent()).isEqualTo(totals.sent());
                assertThat(read.acknowledged()).isEqualTo(totals.acknowledged());
            } catch (LedgerCorruptException expected) {
                assertThat(expected).hasMessageContaining("ledger");
            }
        }
    }

    private void assertCorrupt(String message) {
        assertThatThrownBy(() -> directory.read(NOW))
                .isInstanceOf(LedgerCorruptException.class)
                .hasMessageContaining(message);
    }

    private void cut(String file, int length) throws IOException {
        Files.write(session.resolve(file), Arrays.copyOf(Files.readAllBytes(session.resolve(file)), length));
    }

    private void flip(String file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(session.resolve(file));
        bytes[at] ^= 0x10;
        Files.write(session.resolve(file), bytes);
    }
}
