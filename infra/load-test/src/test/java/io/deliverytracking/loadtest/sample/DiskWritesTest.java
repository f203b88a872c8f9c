package io.deliverytracking.loadtest.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiskWritesTest {

    @Test
    void theKernelCountsKibibytes() {
        assertThat(DiskWrites.parse(List.of("pgpgin 7", "pgpgout 3", "pswpin 0")))
                .hasValue(3 * 1024);
    }

    @Test
    void whereItCountsNothingThereIsNothing() {
        assertThat(DiskWrites.parse(List.of("nr_free_pages 5"))).isEmpty();
    }
}
