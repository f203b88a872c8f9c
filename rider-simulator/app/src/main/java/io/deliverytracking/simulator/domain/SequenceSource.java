package io.deliverytracking.simulator.domain;

/** Numbers the fixes of each rider without gaps, and remembers durably that the number was used. */
public interface SequenceSource {

    /** The next sequence of this rider; {@code rider} grows by one at its first appearance. */
    int next(int rider, int riderId);
}
