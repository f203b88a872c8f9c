package io.deliverytracking.broker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.simulation.Workload.Step;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every crash and every fault of the disk, at every single operation of the script. */
class CrashMatrixTest {

    private static final long SEED = 1;
    private static final int FEWEST_OPERATIONS = 400;

    private final List<Step> script = Workload.steps();

    @Test
    void nothingIsLostThatWasPromisedWhereverTheWorldEnds() {
        CrashMatrix matrix = new CrashMatrix(SEED, 2);
        Findings findings = matrix.run(script);

        findings.requireNone();
        assertThat(matrix.operations())
                .isEqualTo(FaultMatrix.operationsOf(script, SEED))
                .isGreaterThan(FEWEST_OPERATIONS);
    }

    @Test
    void norInGroupsOfTheConsumerProtocolNorInCompaction() {
        CrashMatrix matrix = new CrashMatrix(SEED, 1);
        Findings findings = matrix.run(Workload.groupsAndCompaction());

        findings.requireNone();
        assertThat(matrix.operations()).isEqualTo(FaultMatrix.operationsOf(Workload.groupsAndCompaction(), SEED));
    }

    @Test
    void theSecondScriptExchangesSegments() {
        assertThat(FaultMatrix.pathsOf(Workload.groupsAndCompaction(), SEED))
                .anyMatch(path -> path.contains(Workload.COUNTS) && path.endsWith(".cleaned"))
                .anyMatch(path -> path.contains(Workload.COUNTS) && path.endsWith(".swap"));
    }

    /** Each fourth operation, another one of each kind; the long test tries them all. */
    @ParameterizedTest
    @EnumSource
    void aFaultOfTheDiskIsContained(InjectedFault.Kind kind) {
        FaultMatrix matrix = new FaultMatrix(SEED);
        int operations = FaultMatrix.operationsOf(script, SEED);
        for (int operation = 1 + kind.ordinal(); operation <= operations; operation += 4) {
            matrix.tryFault(script, kind, operation, 3);
        }

        matrix.findings().requireNone();
        assertThat(matrix.operations()).isGreaterThan(FEWEST_OPERATIONS / 4);
    }

    /** Each fourth operation; the long test tries them all. */
    @Test
    void aStartOnAFullDiskServesWhatIsThereAndEverythingWhenThereIsRoom() {
        startOnFullDisks(script, 4);
    }

    private static void startOnFullDisks(List<Step> played, int interval) {
        FaultMatrix matrix = new FaultMatrix(SEED);
        int operations = FaultMatrix.operationsOf(played, SEED);
        for (int operation = 1; operation <= operations; operation += interval) {
            matrix.tryStartOnFullDisk(played, operation);
        }

        matrix.findings().requireNone();
        assertThat(matrix.operations()).isGreaterThan(operations / interval - 1);
    }

    @Test
    @Tag("long")
    void norDoesAFullDiskAtAnyOtherOperationKeepABrokerFromServing() {
        startOnFullDisks(script, 1);
        startOnFullDisks(Workload.groupsAndCompaction(), 1);
    }

    @Test
    @Tag("long")
    void norWithOtherSeedsAndManyMoreLossesOfPower() {
        for (long seed = 2; seed <= 6; seed++) {
            new CrashMatrix(seed, 30).run(script).requireNone();
            new CrashMatrix(seed, 30).run(Workload.groupsAndCompaction()).requireNone();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void norIfTheScriptGoesOnToItsEnd(InjectedFault.Kind kind) {
        for (List<Step> played : List.of(script, Workload.groupsAndCompaction())) {
            FaultMatrix matrix = new FaultMatrix(SEED);
            int operations = FaultMatrix.operationsOf(played, SEED);
            for (int operation = 1; operation <= operations; operation++) {
                matrix.tryFault(played, kind, operation, Integer.MAX_VALUE);
            }

            matrix.findings().requireNone();
        }
    }
}
