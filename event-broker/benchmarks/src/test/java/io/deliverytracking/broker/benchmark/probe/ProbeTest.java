package io.deliverytracking.broker.benchmark.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeTest {

    @Test
    void processorTimeIsUserAndSystemTimeWhateverTheProcessIsCalled() {
        String stat = "4711 (java) :-) 17) S 1 4711 4711 0 -1 4194304 9 8 7 6 250 50 99 98 20 0 30 0 123456 1 2 3";
        assertThat(ProcessProbe.cpuSecondsOf(stat)).isEqualTo(3.0);
    }

    @Test
    void residentMemoryIsInMegabytes() throws IOException {
        assertThat(ProcessProbe.residentMbOf(List.of("Name:\tjava", "VmHWM:\t  999999 kB", "VmRSS:\t  102400 kB")))
                .isEqualTo(100.0);
    }

    @Test
    void aProcessThatHasEndedHasNoMemory() {
        assertThatThrownBy(() -> ProcessProbe.residentMbOf(List.of("Name:\tjava", "State:\tZ (zombie)")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void thisProcessCanBeAsked() throws IOException {
        long pid = ProcessHandle.current().pid();
        assertThat(ProcessProbe.cpuSeconds(pid)).isPositive();
        assertThat(ProcessProbe.residentMb(pid)).isBetween(10.0, 100_000.0);
    }

    @Test
    void stolenTimeIsAShareOfAllTime() {
        HostProbe.Ticks earlier = HostProbe.Ticks.parse("cpu  100 0 100 700 50 25 25 0 0 0");
        HostProbe.Ticks later = HostProbe.Ticks.parse("cpu  150 0 120 710 60 30 30 100 77 0");
        assertThat(HostProbe.stolenBetween(earlier, later)).isEqualTo(0.5);
        assertThat(HostProbe.stolenBetween(later, later)).isZero();
    }
}
