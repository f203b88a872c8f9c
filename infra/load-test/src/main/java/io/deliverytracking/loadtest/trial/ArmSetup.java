package io.deliverytracking.loadtest.trial;

import io.deliverytracking.loadtest.application.way.WayOfWriting;
import io.deliverytracking.loadtest.lab.Pipeline;
import io.deliverytracking.loadtest.result.Arm;
import java.util.Optional;

/**
 * An arm, and what it takes to run it.
 *
 * @param way how the application writes; empty where nothing is written
 * @param queueBytes bound of the application's queue, or of the producer's buffer; 0 for none
 * @param synchronousCommit of the direct arms' connections
 * @param pipeline broker and writer; empty without a log
 */
public record ArmSetup(
        Arm arm,
        Optional<WayOfWriting> way,
        long queueBytes,
        boolean synchronousCommit,
        Optional<Pipeline.Settings> pipeline) {

    public String name() {
        return arm.name();
    }

    public Arm.Kind kind() {
        return arm.kind();
    }

    /** Whether an event counts as acknowledged while the application's memory is the only place where it is. */
    boolean acknowledgesFromMemory() {
        return way.filter(writing -> writing instanceof WayOfWriting.DirectBatch batch
                        && batch.acknowledge() == WayOfWriting.Acknowledge.BEFORE_COMMIT)
                .isPresent();
    }

    /** Whether rows are meant to be in the database in the end. */
    public boolean isStoring() {
        return arm.kind() == Arm.Kind.DIRECT || arm.kind() == Arm.Kind.LOG;
    }
}
