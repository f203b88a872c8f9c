package io.deliverytracking.loadtest.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.drain.SideResult.Busiest;
import io.deliverytracking.loadtest.drain.SideResult.Stored;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainBottleneckTest {

    private static final int PROCESSORS = 2;
    private static final int SECONDS = 10;

    @Test
    void whoeverUsesOneProcessorAllTheTimeIsNamed() {
        assertThat(verdict(1.7, 0, new Busiest("postgres: COPY", 0.95), new Busiest("client: worker", 0.6)))
                .isEqualTo("the processor of postgres: COPY");
        assertThat(verdict(1.99, 0, new Busiest("client: worker", 0.97), new Busiest("postgres: COPY", 0.91)))
                .isEqualTo("the processor of client: worker");
    }

    @Test
    void aMachineThatIsFullIsNamedWhereNobodyIsAloneToBlame() {
        assertThat(verdict(1.9, 0, new Busiest("a", 0.6), new Busiest("b", 0.6)))
                .isEqualTo("all processors of the machine");
    }

    @Test
    void aDiskThatIsWaitedForIsNamedWhereProcessorsAreNotBusy() {
        assertThat(verdict(0.8, 0.5, new Busiest("a", 0.4))).isEqualTo("the disk");
    }

    @Test
    void whatIsLeftIsTakingTurns() {
        assertThat(verdict(1.2, 0.1, new Busiest("a", 0.6), new Busiest("b", 0.5)))
                .isEqualTo("turns: client and server wait for each other");
    }

    @Test
    void theFiguresStandBehindIt() {
        assertThat(DrainBottleneck.of(side(1.7, 0.1, new Busiest("postgres: COPY", 0.95)), PROCESSORS))
                .contains("2 processors 85% busy, 5% waiting for the disk, which took 20 MB/s")
                .contains("cores: Postgres 0.90, client 0.30, broker 0.10")
                .endsWith("the busiest: postgres: COPY 0.95");
    }

    private static String verdict(double busy, double waiting, Busiest... busiest) {
        String text = DrainBottleneck.of(side(busy, waiting, busiest), PROCESSORS);
        return text.substring(0, text.indexOf(';'));
    }

    /** Busy and waiting processors, on average. */
    private static SideResult side(double busy, double waiting, Busiest... busiest) {
        return new SideResult(
                "db-writer",
                "db-writer",
                1_000_000,
                1_000_000,
                SECONDS,
                200,
                9.5,
                9,
                0,
                0.5,
                3,
                null,
                1,
                busy * SECONDS,
                waiting * SECONDS,
                75_000_000,
                200_000_000,
                List.of(busiest),
                new Stored(1_000_000, 1_000_000, 1_000_000));
    }
}
