package io.deliverytracking.loadtest.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcStatTest {

    @Test
    void aNameMayHoldBlanksAndParentheses() {
        String line =
                "4711 (postgres: (io) w 1) S 1 4711 4711 0 -1 4194560 1000 2000 3 4 150 50 7 13 20 0 1 0 987654 226 5";
        assertThat(ProcStat.parse(line)).isEqualTo(new ProcStat(200, 20, 987_654));
    }

    @Test
    void childrenAreAListOfPids() {
        assertThat(ProcStat.pids("12 345 6 \n")).isEqualTo(List.of(12L, 345L, 6L));
        assertThat(ProcStat.pids("\n")).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisProcessHasUsedSomeTimeAndAProcessThatIsNotThereNone() {
        assertThat(ProcStat.of(ProcessHandle.current().pid()))
                .hasValueSatisfying(stat -> assertThat(stat.ownTicks()).isPositive());
        assertThat(ProcStat.of(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void theFirstLineOfTheMachineIsSplitIntoBusyAndNot() {
        MachineCpu.Ticks before = MachineCpu.Ticks.parse("cpu  100 0 50 800 50 0 0 0 0 0");
        MachineCpu.Ticks after = MachineCpu.Ticks.parse("cpu  150 0 70 810 60 0 0 10 0 0");
        assertThat(before.total()).isEqualTo(1_000);
        assertThat(after.since(before)).isEqualTo(new MachineCpu.Shares(0.7, 0.1, 0.1));
    }
}
