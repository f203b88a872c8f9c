package io.deliverytracking.events.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettledWindowTest {

    @Test
    void aNewWindowIsOpenThroughout() {
        for (int sequence = 0; sequence < SettledWindow.SIZE; sequence++) {
            assertThat(SettledWindow.isSettled(0, sequence)).isFalse();
        }
        assertThat(SettledWindow.firstOpen(0, 0)).isZero();
    }

    @Test
    void aFullWindowReadsAsOpenOneLapLater() {
        long window = 0;
        for (int sequence = 0; sequence < SettledWindow.SIZE; sequence++) {
            window = SettledWindow.settle(window, sequence);
        }
        assertThat(SettledWindow.firstOpen(window, 0)).isEqualTo(SettledWindow.SIZE);
        for (int sequence = SettledWindow.SIZE; sequence < 2 * SettledWindow.SIZE; sequence++) {
            assertThat(SettledWindow.isSettled(window, sequence)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void followsASetOfBitsThroughManyLapsInAnyOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BitSet model = new BitSet();
        long window = 0;
        int settledUpTo = 0;
        while (settledUpTo < 20_000) {
            int sequence = settledUpTo + random.nextInt(SettledWindow.SIZE);
            model.set(sequence);
            window = SettledWindow.settle(window, sequence);
            settledUpTo = SettledWindow.firstOpen(window, settledUpTo);
            assertThat(settledUpTo).isEqualTo(model.nextClearBit(0));
            for (int s = settledUpTo; s < settledUpTo + SettledWindow.SIZE; s++) {
                assertThat(SettledWindow.isSettled(window, s)).isEqualTo(model.get(s));
            }
        }
    }
}
