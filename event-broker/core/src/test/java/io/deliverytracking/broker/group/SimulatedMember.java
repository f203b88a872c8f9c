package io.deliverytracking.broker.group;

import org.jspecify.annotations.Nullable;

/** A process that is a member of a simulated group, whatever protocol it speaks. */
interface SimulatedMember {

    @Nullable
    String groupInstanceId();

    String memberId();

    void start();

    /** Ends without a word. */
    void kill();

    /** Says goodbye, which may get lost. */
    void leave();

    void freeze(long ms);

    void thaw();

    void changeSubscription();
}
