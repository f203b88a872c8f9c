package io.deliverytracking.events.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LedgerConcurrencyTest {

    private static final long NOW = 1_772_000_000_000L;
    private static final int RIDERS = 500;
    private static final int ROUNDS = 2_000;

    /** As in the simulator: one sender, acknowledgements on two other threads, and a reader that looks in at any time. */
    @Test
    @Timeout(180)
    void senderAcknowledgersAndReadersDoNotDisturbEachOther(@TempDir Path root) throws Exception {
        LedgerDirectory directory = new LedgerDirectory(root);
        LedgerWriter writer = directory.begin(NOW, RIDERS, 1.0, -1);
        BlockingQueue<Long> even = new ArrayBlockingQueue<>(10_000);
        BlockingQueue<Long> odd = new ArrayBlockingQueue<>(10_000);
        CountDownLatch lookedIn = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Future<?> sender = threads.submit(() -> {
                for (int slot = 0; slot < RIDERS; slot++) {
                    writer.addRider(slot + 1);
                }
                for (int round = 0; round < ROUNDS; round++) {
                    if (round == 1) {
                        // Otherwise all might be over before the reader gets its first turn.
                        lookedIn.await();
                    }
                    for (int slot = 0; slot < RIDERS; slot++) {
                        long sequence = writer.nextSequence(slot);
                        (sequence % 2 == 0 ? even : odd).put((long) slot << 32 | sequence);
                    }
                }
                return null;
            });
            Future<?> first = threads.submit(() -> acknowledge(writer, even));
            Future<?> second = threads.submit(() -> acknowledge(writer, odd));
            Future<Long> reader = threads.submit(() -> {
                long snapshots = 0;
                LedgerTotals before = directory.read(NOW).totals();
                lookedIn.countDown();
                do {
                    LedgerTotals now = directory.read(NOW).totals();
                    assertThat(now.acknowledged()).isGreaterThanOrEqualTo(before.acknowledged());
                    before = now;
                    snapshots++;
                } while (!sender.isDone());
                return snapshots;
            });
            sender.get(150, TimeUnit.SECONDS);
            first.get(150, TimeUnit.SECONDS);
            second.get(150, TimeUnit.SECONDS);
            assertThat(reader.get(150, TimeUnit.SECONDS)).isPositive();
        } finally {
            threads.shutdownNow();
        }
        writer.close();
        LedgerTotals totals = directory.read(NOW).totals();
        assertThat(totals.sent()).isEqualTo((long) RIDERS * ROUNDS);
        assertThat(totals.acknowledged()).isEqualTo((long) RIDERS * ROUNDS);
    }

    private static Void acknowledge(LedgerWriter writer, BlockingQueue<Long> sent) throws InterruptedException {
        for (int i = 0; i < RIDERS * ROUNDS / 2; i++) {
            long event = sent.take();
            writer.acknowledged((int) (event >>> 32), (int) event);
        }
        return null;
    }
}
