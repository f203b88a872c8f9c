package io.deliverytracking.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.events.EventFormatException.Reason;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 42, 99_999, 100_000, Integer.MAX_VALUE})
    void aRiderIdIsItsDecimalDigits(int riderId) {
        byte[] key = LocationKeys.encode(riderId);
        assertThat(key).isEqualTo(Integer.toString(riderId).getBytes(StandardCharsets.UTF_8));
        assertThat(LocationKeys.decode(key)).isEqualTo(riderId);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 10, 7_432_306_688_000_007L, (1L << 53) - 1})
    void anOrderIdIsItsDecimalDigits(long orderId) {
        byte[] key = OrderKeys.encode(orderId);
        assertThat(key).isEqualTo(Long.toString(orderId).getBytes(StandardCharsets.UTF_8));
        assertThat(OrderKeys.decode(key)).isEqualTo(orderId);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {"0", "01", "+1", "-1", " 1", "1 ", "1.0", "x", "99999999999999999999", "9223372036854775808"})
    void anythingElseIsABadKey(String key) {
        byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> LocationKeys.decode(bytes))
                .isInstanceOfSatisfying(
                        MalformedEventException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.BAD_KEY));
        assertThatThrownBy(() -> OrderKeys.decode(bytes)).isInstanceOf(MalformedEventException.class);
    }

    @Test
    void aNumberBeyondTheRangeIsABadKey() {
        assertThatThrownBy(() -> LocationKeys.decode("2147483648".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedEventException.class);
        assertThatThrownBy(() -> OrderKeys.decode("9007199254740992".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedEventException.class);
    }
}
