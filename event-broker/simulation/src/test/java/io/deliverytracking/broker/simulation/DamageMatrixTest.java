package io.deliverytracking.broker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.simulation.Workload.Step;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A flipped bit, or a lost file, of each kind: found or harmless, and kept to its partition. */
class DamageMatrixTest {

    private static final long SEED = 1;
    private static final int BYTES_BETWEEN_FLIPS = 11;

    private static final List<String> KINDS = List.of(
            "*.index",
            "*.log",
            "*.snapshot",
            "*.timeindex",
            "leader-epoch-checkpoint",
            "log-start-offset-checkpoint",
            "meta.properties",
            "metadata *.log",
            "metadata *.snapshot",
            "partition.metadata",
            "recovery-point-offset-checkpoint");

    private final List<Step> script = Workload.steps();

    /** The script without its last start, which ends in a clean stop, or some steps before that. */
    private List<Step> scriptUpTo(boolean cleanStop) {
        return script.subList(0, script.size() - (cleanStop ? 1 : 2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFlippedBitIsFoundOrHarmless(boolean cleanStop) {
        DamageMatrix matrix = new DamageMatrix(SEED, scriptUpTo(cleanStop));
        Findings findings = matrix.flipBits(BYTES_BETWEEN_FLIPS);

        findings.requireNone();
        assertThat(matrix.kinds()).containsAll(KINDS);
        assertThat(findings.tried()).isGreaterThan(500);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLostFileIsFoundOrHarmless(boolean cleanStop) {
        DamageMatrix matrix = new DamageMatrix(SEED, scriptUpTo(cleanStop));
        Findings findings = matrix.loseFiles();

        findings.requireNone();
        assertThat(matrix.kinds()).containsAll(KINDS);
        assertThat(findings.tried()).isGreaterThan(20);
    }

    @Test
    @Tag("long")
    void soIsOneInAnyByte() {
        for (boolean cleanStop : new boolean[] {true, false}) {
            new DamageMatrix(SEED, scriptUpTo(cleanStop)).flipBits(1).requireNone();
        }
    }
}
