package io.deliverytracking.broker.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightBytesTest {

    private final List<String> resumed = new ArrayList<>();

    @Test
    void connectionsWaitForFreeBytesInTheOrderTheyCame() {
        InFlightBytes bytes = new InFlightBytes(100);
        bytes.acquire(100);
        assertThat(bytes.isExhausted()).isTrue();
        bytes.awaitFree(() -> {
            resumed.add("first");
            bytes.acquire(60);
        });
        bytes.awaitFree(() -> resumed.add("second"));

        bytes.release(50);
        assertThat(resumed).containsExactly("first");

        bytes.release(50);
        assertThat(resumed).containsExactly("first", "second");
        assertThat(bytes.bytes()).isEqualTo(60);
    }

    @Test
    void oneRequestLargerThanTheLimitIsLetIn() {
        InFlightBytes bytes = new InFlightBytes(100);
        assertThat(bytes.isExhausted()).isFalse();
        bytes.acquire(1_000);
        assertThat(bytes.isExhausted()).isTrue();
    }

    @Test
    void aNegativeLimitIsNone() {
        InFlightBytes bytes = new InFlightBytes(-1);
        bytes.acquire(Integer.MAX_VALUE);
        assertThat(bytes.isExhausted()).isFalse();
    }
}
