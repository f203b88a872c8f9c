package io.deliverytracking.events.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LedgerKillTest {

    private static final long NOW = 1_772_000_000_000L;

    @Test
    @Timeout(60)
    void everythingToldBeforeAKillIsInTheLedger(@TempDir Path root) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        root.toString(),
                        Long.toString(NOW))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BitSet[] told = new BitSet[KilledWriter.RIDERS];
        for (int i = 0; i < told.length; i++) {
            told[i] = new BitSet();
        }
        long count = 0;
        try (DataInputStream acknowledgements = new DataInputStream(new BufferedInputStream(child.getInputStream()))) {
            while (true) {
                long event = acknowledgements.readLong();
                told[(int) (event >>> 32)].set((int) event);
                if (++count == 300_000) {
                    // Through its handle: Process.destroyForcibly would throw away what is still in the pipe.
                    child.toHandle().destroyForcibly();
                }
            }
        } catch (EOFException killed) {
            // The pipe ends, perhaps within a number: what was torn was never told.
        }
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(137);
        assertThat(count).isGreaterThanOrEqualTo(300_000);

        SessionLedger ledger = new LedgerDirectory(root).read(NOW);
        assertThat(ledger.closed()).isFalse();
        assertThat(ledger.riders()).isEqualTo(KilledWriter.RIDERS);
        ledger.forEachRider(rider -> {
            BitSet events = told[rider.riderId() - 1];
            for (int s = events.nextSetBit(0); s >= 0; s = events.nextSetBit(s + 1)) {
                assertThat(rider.isAcknowledged(s)).isTrue();
            }
            // And the ledger claims no more than the one pair that was in flight.
            assertThat(rider.sent() - events.cardinality()).isBetween(0, 2);
        });
    }
}
