package io.deliverytracking.events.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LedgerKillTest {

    private static final long NOW = 1_772_000_000_000L;

    @Test
    @Timeout(180)
    void everythingToldBeforeAKillIsInTheLedger(@TempDir Path root, @TempDir Path elsewhere) throws Exception {
        // Into a file: when a process ends, Java empties its pipe beside whoever reads it.
        Path told = elsewhere.resolve("told");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        root.toString(),
                        Long.toString(NOW))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(told.toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(120)).until(() -> {
                assertThat(child.isAlive()).isTrue();
                return Files.size(told) >= 300_000L * Long.BYTES;
            });
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(137);

        BitSet[] eventsTold = new BitSet[KilledWriter.RIDERS];
        for (int i = 0; i < eventsTold.length; i++) {
            eventsTold[i] = new BitSet();
        }
        LongBuffer events = ByteBuffer.wrap(Files.readAllBytes(told)).asLongBuffer();
        while (events.hasRemaining()) {
            long event = events.get();
            eventsTold[(int) (event >>> 32)].set((int) event);
        }

        SessionLedger ledger = new LedgerDirectory(root).read(NOW);
        assertThat(ledger.closed()).isFalse();
        assertThat(ledger.riders()).isEqualTo(KilledWriter.RIDERS);
        ledger.forEachRider(rider -> {
            BitSet mustBeThere = eventsTold[rider.riderId() - 1];
            for (int s = mustBeThere.nextSetBit(0); s >= 0; s = mustBeThere.nextSetBit(s + 1)) {
                assertThat(rider.isAcknowledged(s)).isTrue();
            }
            // And the ledger claims no more than the one pair that was in flight.
            assertThat(rider.sent() - mustBeThere.cardinality()).isBetween(0, 2);
        });
    }
}
