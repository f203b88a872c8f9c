package io.deliverytracking.events.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {

    private static final long NOW = 1_772_000_000_000L;

    @TempDir
    Path root;

    private LedgerDirectory directory;

    @BeforeEach
    void directory() {
        directory = new LedgerDirectory(root.resolve("ledger"));
    }

    @Test
    void aFaultThatWasAskedForOnceIsNotForgottenAlsoWithoutAnOrderlyEnd() throws IOException {
        try (LedgerWriter orderly = directory.begin(NOW, 2, 1.0, -1);
                LedgerWriter writer = directory.begin(NOW, 2, 1.0, -1)) {
            assertThat(directory.read(writer.plan().session()).disorderAllowed())
                    .isFalse();
            writer.allowDisorder();
            assertThat(directory.read(writer.plan().session()).disorderAllowed())
                    .isTrue();
            writer.close();
            assertThat(directory.read(writer.plan().session()).disorderAllowed())
                    .isTrue();
            assertThat(directory.read(orderly.plan().session()).disorderAllowed())
                    .isFalse();
        }
    }

    @Test
    void tellsWhatWasSentAcknowledgedFailedAndUnanswered() throws IOException {
        try (LedgerWriter writer = directory.begin(NOW, 2, 1.0, -1)) {
            int slot = writer.addRider(42);
            for (int i = 0; i < 5; i++) {
                assertThat(writer.nextSequence(slot)).isEqualTo(i);
            }
            writer.acknowledged(slot, 0);
            writer.acknowledged(slot, 2);
            writer.failed(slot, 3);
            writer.intended(6, NOW + 5_000);
        }
        SessionLedger ledger = directory.read(NOW);
        assertThat(ledger.plan()).isEqualTo(new LedgerPlan(NOW, NOW, 2, 1.0, -1));
        assertThat(ledger.closed()).isTrue();
        assertThat(ledger.intended()).isEqualTo(6);
        assertThat(ledger.intendedUntilMs()).isEqualTo(NOW + 5_000);
        RiderLedger rider = ledger.rider(42);
        assertThat(rider.sent()).isEqualTo(5);
        assertThat(acknowledged(rider)).containsExactly(0, 2);
        assertThat(unknown(rider)).containsExactly(1, 3, 4);
        assertThat(ledger.totals()).isEqualTo(new LedgerTotals(6, 5, 2, 3, 1, 0, 0));
        assertThat(ledger.rider(43)).isNull();
        assertThat(ledger.sent(43)).isZero();
        assertThat(ledger.isAcknowledged(42, 5)).isFalse();
    }

    @Test
    void aCopyMayBeStoredOnceMoreForEachTimeItWasSent() throws IOException {
        try (LedgerWriter writer = directory.begin(NOW, 1, 1.0, -1)) {
            int slot = writer.addRider(1);
            writer.nextSequence(slot);
            writer.nextSequence(slot);
            writer.acknowledged(slot, 0);
            writer.copySent(slot, 0);
            writer.copySent(slot, 0);
            writer.copyAcknowledged(slot, 0);
            writer.failed(slot, 1);
            writer.copySent(slot, 1);
            writer.copyAcknowledged(slot, 1);
        }
        RiderLedger rider = directory.read(NOW).rider(1);
        assertThat(rider.mostCopies(0)).isEqualTo(3);
        assertThat(rider.fewestCopies(0)).isEqualTo(2);
        assertThat(rider.copiesSent(0)).isEqualTo(2);
        assertThat(rider.copiesAcknowledged(0)).isEqualTo(1);
        // The first sending of 1 failed, but a copy of it is stored.
        assertThat(rider.isAcknowledged(1)).isTrue();
        assertThat(rider.fewestCopies(1)).isEqualTo(1);
        assertThat(rider.mostCopies(1)).isEqualTo(2);
        assertThat(rider.mostCopies(2)).isZero();
        assertThat(rider.copiesSent()).isEqualTo(3);
        assertThat(rider.copiesAcknowledged()).isEqualTo(2);
    }

    @Test
    void withoutAcknowledgementsNothingIsCertain() throws IOException {
        try (LedgerWriter writer = directory.begin(NOW, 1, 1.0, 0)) {
            int slot = writer.addRider(7);
            for (int i = 0; i < 200; i++) {
                writer.nextSequence(slot);
            }
        }
        SessionLedger ledger = directory.read(NOW);
        assertThat(ledger.plan().acks()).isZero();
        assertThat(ledger.totals().acknowledged()).isZero();
        assertThat(ledger.totals().outcomeUnknown()).isEqualTo(200);
    }

    @Test
    void ordersAreKeptByIdAndState() throws IOException {
        long order;
        try (LedgerWriter writer = directory.begin(NOW, 1, 1.0, -1)) {
            order = writer.orderId(1);
            writer.orderSent(order, 1);
            writer.orderAcknowledged(order, 1);
            writer.orderSent(order, 2);
            writer.orderFailed(order, 2);
            writer.orderSent(order + 1, 1);
            writer.orderAcknowledged(order + 1, 1);
            assertThatThrownBy(() -> writer.orderSent(5, 1)).isInstanceOf(IllegalArgumentException.class);
        }
        OrderLedger orders = directory.read(NOW).orders();
        assertThat(order).isEqualTo(1_772_000_000L * (1 << 22) + 1);
        assertThat(orders.sent()).isEqualTo(3);
        assertThat(orders.acknowledged()).isEqualTo(2);
        assertThat(orders.failed()).isEqualTo(1);
        assertThat(orders.isSent(order, 2)).isTrue();
        assertThat(orders.isAcknowledged(order, 2)).isFalse();
        assertThat(orders.isSent(order, 3)).isFalse();
        List<String> seen = new ArrayList<>();
        orders.forEachAcknowledged((orderId, state) -> seen.add(orderId - order + ":" + state));
        assertThat(seen).containsExactly("0:1", "1:1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithAModelWhateverTheOrderOfAcknowledgements(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        int riders = 40;
        Map<Integer, BitSet> acknowledged = new HashMap<>();
        int[] slots = new int[riders];
        int[] ids = new int[riders];
        long[] pending = new long[riders * 500];
        int count = 0;
        try (LedgerWriter writer = directory.begin(NOW, riders, 1.0, 1)) {
            for (int i = 0; i < riders; i++) {
                // Descending and far apart: slots follow appearance, the reader sorts by id.
                ids[i] = Integer.MAX_VALUE - i * 1_000_003;
                slots[i] = writer.addRider(ids[i]);
                acknowledged.put(ids[i], new BitSet());
                for (int n = 0; n < 500; n++) {
                    pending[count++] = (long) i << 32 | writer.nextSequence(slots[i]);
                }
            }
            // Some riders are shuffled locally, so that they stay in the window, others wholly, so that they leave it.
            for (int i = 0; i < count; i++) {
                int reach = i / 500 % 2 == 0 ? 20 : 500;
                int j = i / 500 * 500 + Math.min(499, i % 500 + random.nextInt(reach));
                long swapped = pending[i];
                pending[i] = pending[j];
                pending[j] = swapped;
            }
            for (int i = 0; i < count; i++) {
                int rider = (int) (pending[i] >>> 32);
                int sequence = (int) pending[i];
                int fate = random.nextInt(10);
                if (fate == 0) {
                    writer.failed(slots[rider], sequence);
                } else if (fate > 1) {
                    writer.acknowledged(slots[rider], sequence);
                    acknowledged.get(ids[rider]).set(sequence);
                }
            }
            assertSame(directory.read(NOW), acknowledged);
        }
        assertSame(directory.read(NOW), acknowledged);
    }

    @Test
    void holdsMoreRidersThanOneChunk() throws IOException {
        int riders = 40_000;
        try (LedgerWriter writer = directory.begin(NOW, riders, 1.0, -1)) {
            for (int i = 0; i < riders; i++) {
                int slot = writer.addRider(i + 1);
                writer.acknowledged(slot, writer.nextSequence(slot));
            }
        }
        SessionLedger ledger = directory.read(NOW);
        assertThat(ledger.riders()).isEqualTo(riders);
        assertThat(ledger.totals().acknowledged()).isEqualTo(riders);
    }

    @Test
    void holdsMoreExceptionsThanOneChunk() throws IOException {
        int copies = 200_000;
        try (LedgerWriter writer = directory.begin(NOW, 1, 1.0, -1)) {
            int slot = writer.addRider(1);
            writer.nextSequence(slot);
            for (int i = 0; i < copies; i++) {
                writer.copySent(slot, 0);
            }
            assertThat(directory.read(NOW).rider(1).copiesSent(0)).isEqualTo(copies);
        }
        assertThat(directory.read(NOW).rider(1).copiesSent(0)).isEqualTo(copies);
    }

    @Test
    void aSessionIsLargerThanEveryOneBeforeEvenIfTheClockGoesBack() throws IOException {
        directory.begin(NOW, 1, 1.0, -1).close();
        directory.begin(NOW - 60_000, 1, 1.0, -1).close();
        directory.begin(NOW, 1, 1.0, -1).close();
        directory.begin(NOW + 60_000, 1, 1.0, -1).close();
        assertThat(directory.sessions()).containsExactly(NOW, NOW + 1_000, NOW + 2_000, NOW + 60_000);
        assertThat(directory.read(NOW + 1_000).plan().startedAtMs()).isEqualTo(NOW - 60_000);
    }

    @Test
    void sessionsThatBeginInOneSecondDoNotShareOrderIds() throws IOException {
        try (LedgerWriter first = directory.begin(NOW + 100, 1, 1.0, -1);
                LedgerWriter second = directory.begin(NOW + 900, 1, 1.0, -1)) {
            assertThat(first.orderId(4_000_000)).isLessThan(second.orderId(1));
            assertThat(second.plan().startedAtMs()).isEqualTo(NOW + 900);
        }
    }

    @Test
    void aSessionThatDiedBeforeItsFirstEventIsNoSessionButItsNumberIsTaken() throws IOException {
        Files.createDirectories(directory.root().resolve(Long.toString(NOW)));
        assertThat(directory.sessions()).isEmpty();
        directory.begin(NOW, 1, 1.0, -1).close();
        assertThat(directory.sessions()).containsExactly(NOW + 1_000);
    }

    @Test
    void anAbsentDirectoryHasNoSessions() throws IOException {
        assertThat(directory.sessions()).isEmpty();
    }

    @Test
    void aClosedLedgerTakesNothingMore() throws IOException {
        LedgerWriter writer = directory.begin(NOW, 1, 1.0, -1);
        int slot = writer.addRider(1);
        writer.close();
        writer.close();
        assertThatThrownBy(() -> writer.nextSequence(slot)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> writer.acknowledged(slot, 0)).isInstanceOf(IllegalStateException.class);
    }

    private static void assertSame(SessionLedger ledger, Map<Integer, BitSet> acknowledged) {
        List<Integer> visited = new ArrayList<>();
        ledger.forEachRider(rider -> {
            visited.add(rider.riderId());
            assertThat(acknowledged(rider))
                    .isEqualTo(
                            acknowledged.get(rider.riderId()).stream().boxed().toList());
            assertThat(rider.acknowledged())
                    .isEqualTo(acknowledged.get(rider.riderId()).cardinality());
        });
        assertThat(visited).isSorted().hasSize(acknowledged.size());
    }

    private static List<Integer> acknowledged(RiderLedger rider) {
        List<Integer> sequences = new ArrayList<>();
        for (int sequence = 0; sequence < rider.sent(); sequence++) {
            if (rider.isAcknowledged(sequence)) {
                sequences.add(sequence);
            }
        }
        return sequences;
    }

    private static List<Integer> unknown(RiderLedger rider) {
        List<Integer> sequences = new ArrayList<>();
        for (int s = rider.nextOutcomeUnknown(0); s >= 0; s = rider.nextOutcomeUnknown(s + 1)) {
            assertThat(rider.isOutcomeUnknown(s)).isTrue();
            sequences.add(s);
        }
        return sequences;
    }
}
