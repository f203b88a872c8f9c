package io.deliverytracking.dbwriter.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long BOUND_NS = Duration.ofMillis(5).toNanos();
    private static final long LATE_NS = Duration.ofMillis(50).toNanos();
    private static final long MAX_LAG_MS = 60_000;

    private final List<String> told = new ArrayList<>();
    private long nowNs;

    @Test
    void itIsSaidOnceWhenLagWinsAndOnceWhenTheForegroundDoesAgain() {
        Pacer pacer = pacer(PacePolicy.FOREGROUND_FIRST, true);
        for (int lagMs : new int[] {59_000, 61_000, 90_000, 31_000, 29_000, 1_000}) {
            pacer.next(sentAgo(lagMs));
        }
        assertThat(told).containsExactly("lag wins at 61000", "foreground first at 29000");
    }

    @Test
    void whileLagWinsThereIsNoPaceAndTheStatusSaysSo() {
        Pacer pacer = pacer(PacePolicy.FOREGROUND_FIRST, true);
        assertThat(pacer.next(sentAgo(61_000))).isEqualTo(Turn.AT_ONCE);

        PaceStatus status = pacer.status();

        assertThat(status.lagWins()).isTrue();
        assertThat(status.state()).isEqualTo(PaceState.LAG_WINS);
        assertThat(status.rowsPerSecond()).isInfinite();
        assertThat(status.lagMs()).isEqualTo(61_000);
    }

    @Test
    void withAProbeTheWritersOwnCommitsAreShownAndNothingElse() {
        Pacer pacer = pacer(PacePolicy.FOREGROUND_FIRST, true);
        double before = pacer.status().rowsPerSecond();
        tellCommits(pacer);
        assertThat(pacer.status().rowsPerSecond()).isEqualTo(before);
        assertThat(pacer.status().commitP99Ms()).isEqualTo(50);
        assertThat(pacer.status().foregroundP99Ms()).isNaN();

        for (int i = 0; i < 3; i++) {
            pacer.onProbe(LATE_NS);
        }
        assertThat(pacer.status().rowsPerSecond()).isLessThan(before);
        assertThat(pacer.status().foregroundP99Ms()).isEqualTo(50);
        assertThat(pacer.status().foregroundSamples()).isEqualTo(3);
    }

    @Test
    void withoutAProbeTheWritersOwnCommitsStandForTheForeground() {
        Pacer pacer = pacer(PacePolicy.FOREGROUND_FIRST, false);
        double before = pacer.status().rowsPerSecond();
        tellCommits(pacer);
        assertThat(pacer.status().rowsPerSecond()).isLessThan(before);
        assertThat(pacer.status().foregroundP99Ms()).isEqualTo(50);
    }

    @Test
    void underLagFirstEverythingIsMeasuredAndNothingFollows() {
        Pacer pacer = pacer(PacePolicy.LAG_FIRST, true);
        for (int i = 0; i < 10; i++) {
            pacer.onProbe(LATE_NS);
            assertThat(pacer.next(sentAgo(1_000_000))).isEqualTo(Turn.AT_ONCE);
            pacer.stored(5_000, 5_000 * 3_000L);
        }
        assertThat(pacer.status().state()).isEqualTo(PaceState.UNPACED);
        assertThat(pacer.status().foregroundP99Ms()).isEqualTo(50);
        assertThat(pacer.status().storeRowUs()).isEqualTo(3);
        assertThat(pacer.status().bestStoreRowUs()).isEqualTo(3);
        assertThat(told).isEmpty();
    }

    private void tellCommits(Pacer pacer) {
        for (int i = 0; i < 3; i++) {
            nowNs += 1_000_000;
            pacer.committed(LATE_NS);
        }
    }

    private static ReadBatch sentAgo(long lagMs) {
        return new ReadBatch(List.of(FakeRead.locations(0, 0).with(FakeRead.SENT_MS - lagMs, null)));
    }

    private Pacer pacer(PacePolicy policy, boolean probed) {
        PaceControl control = new PaceControl(policy, BOUND_NS, MAX_LAG_MS * 1_000_000, 0, nowNs);
        return new Pacer(control, probed, new Listener(), () -> nowNs, () -> FakeRead.SENT_MS);
    }

    private final class Listener implements PaceListener {
        @Override
        public void onLagWins(long lagMs) {
            told.add("lag wins at " + lagMs);
        }

        @Override
        public void onForegroundFirst(long lagMs) {
            told.add("foreground first at " + lagMs);
        }
    }
}
