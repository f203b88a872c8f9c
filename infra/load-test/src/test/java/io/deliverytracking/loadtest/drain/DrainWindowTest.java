package io.deliverytracking.loadtest.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.deliverytracking.loadtest.drain.SideResult.Busiest;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.sample.TaskCpu.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrainWindowTest {

    /** A look a second, at which everything has grown by its own step. */
    private static List<DrainSample> looks(int seconds) {
        List<DrainSample> looks = new ArrayList<>();
        for (int second = 0; second <= seconds; second++) {
            looks.add(new DrainSample(
                    second * 1_000L,
                    second * 0.5,
                    second * 0.3,
                    second * 0.1,
                    second * 0.9,
                    second * 0.1,
                    second * 1.6,
                    second * 0.2,
                    second * 1_000L,
                    second * 2_000L,
                    Map.of(new Task(7, "postgres: idle " + second), second * 0.4, new Task(8, "checkpointer"), 0.01),
                    Map.of(new Task(9, "main"), second * 0.8)));
        }
        return looks;
    }

    @Test
    void startAndEndOfTheClientAreInNoFigure() throws LabException {
        DrainWindow window =
                DrainWindow.of(looks(10), List.of(new Commit(3_100, 10), new Commit(4_500, 20), new Commit(6_900, 30)));
        assertThat(window.begin().atMs()).isEqualTo(3_000);
        assertThat(window.end().atMs()).isEqualTo(7_000);
        assertThat(window.rows()).isEqualTo(60);
        assertThat(window.transactions()).isEqualTo(3);
        assertThat(window.seconds()).isEqualTo(4);
        assertThat(window.serverCpu()).isCloseTo(2.0, within(1e-9));
        assertThat(window.sessionsCpu()).isCloseTo(1.2, within(1e-9));
        assertThat(window.autovacuumCpu()).isCloseTo(0.4, within(1e-9));
        assertThat(window.clientCpu()).isCloseTo(3.6, within(1e-9));
        assertThat(window.walBytes()).isEqualTo(4_000);
        assertThat(window.diskBytes()).isEqualTo(8_000);
    }

    @Test
    void whatWasCommittedAfterTheLastLookDoesNotCount() throws LabException {
        DrainWindow window = DrainWindow.of(looks(5), List.of(new Commit(2_500, 10), new Commit(5_200, 20)));
        assertThat(window.end().atMs()).isEqualTo(5_000);
        assertThat(window.rows()).isEqualTo(10);
        assertThat(window.transactions()).isOne();
    }

    @Test
    void theBusiestComeFirstUnderTheirLastNames() throws LabException {
        DrainWindow window = DrainWindow.of(looks(10), List.of(new Commit(1_500, 1), new Commit(9_500, 1)));
        assertThat(window.busiest()).extracting(Busiest::name).containsExactly("client: main", "postgres: idle 10");
        assertThat(window.busiest().get(0).cores()).isCloseTo(0.8, within(1e-9));
        assertThat(window.busiest().get(1).cores()).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void nothingStoredIsNothingMeasured() {
        assertThatExceptionOfType(LabException.class).isThrownBy(() -> DrainWindow.of(looks(3), List.of()));
    }
}
