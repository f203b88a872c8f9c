package io.deliverytracking.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvironmentProbeTest {

    @Test
    void aMachineThatHasOtherWorkIsRemarkedOn() {
        assertThat(EnvironmentProbe.remarkOf(Optional.of(0.43)))
                .hasValueSatisfying(remark -> assertThat(remark).contains("were 43% busy with other things"));
        assertThat(EnvironmentProbe.remarkOf(Optional.of(0.05))).isEmpty();
        assertThat(EnvironmentProbe.remarkOf(Optional.empty())).isEmpty();
    }
}
