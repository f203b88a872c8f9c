package io.deliverytracking.broker.log.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyOffsetsTest {

    @Test
    void theLastOffsetOfAKeyIsRememberedWhileTheTableGrows() {
        KeyOffsets keys = new KeyOffsets(1 << 20, 0.9);
        Map<String, Long> model = new HashMap<>();
        Random random = new Random(1);
        for (long offset = 0; offset < 20_000; offset++) {
            String key = "key " + random.nextInt(8_000);
            assertThat(keys.put(bytes(key), offset)).isTrue();
            model.put(key, offset);
        }
        assertThat(keys.size()).isEqualTo(model.size());
        model.forEach((key, offset) -> assertThat(keys.get(bytes(key))).isEqualTo(offset));
        assertThat(keys.get(bytes("another"))).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 1_000, 3_000})
    void aFullTableTakesNoNewKeyAndGoesOnToTakeOldOnes(int slots) {
        KeyOffsets keys = new KeyOffsets((long) slots * KeyOffsets.SLOT_BYTES, 0.9);
        int fit = 0;
        while (keys.put(bytes("k" + fit), fit)) {
            fit++;
        }
        assertThat(fit).isBetween(1, Math.max(1, (int) (slots * 0.9)));
        assertThat(keys.put(bytes("k0"), 999_999)).isTrue();
        assertThat(keys.get(bytes("k0"))).isEqualTo(999_999);
        assertThat(keys.get(bytes("k" + fit))).isEqualTo(-1);
    }

    @Test
    void offsetZeroAndTheEmptyKeyAreLikeOthers() {
        KeyOffsets keys = new KeyOffsets(1 << 20, 0.9);
        keys.put(ByteBuffer.allocate(0), 0);
        assertThat(keys.get(ByteBuffer.allocate(0))).isZero();
    }

    @Test
    void aKeyIsReadWhereItLiesAndLeftAsItWas() {
        KeyOffsets keys = new KeyOffsets(1 << 20, 0.9);
        ByteBuffer key = bytes("..key..").position(2).limit(5);
        keys.put(key, 7);
        assertThat(key.remaining()).isEqualTo(3);
        assertThat(keys.get(bytes("key"))).isEqualTo(7);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
