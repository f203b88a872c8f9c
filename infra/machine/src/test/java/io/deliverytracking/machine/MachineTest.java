package io.deliverytracking.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {

    @Test
    void theMachineOfThisTestHasProcessorsMemoryAndASystem() {
        Machine machine = Machine.look();
        assertThat(machine.processor()).isNotBlank();
        assertThat(machine.cores()).isPositive();
        assertThat(machine.memoryBytes()).isGreaterThan(Runtime.getRuntime().totalMemory());
        assertThat(machine.os())
                .startsWith(System.getProperty("os.name"))
                .endsWith(" " + System.getProperty("os.arch"));
    }
}
