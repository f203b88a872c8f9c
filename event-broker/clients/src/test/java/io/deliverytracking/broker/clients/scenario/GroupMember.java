package io.deliverytracking.broker.clients.scenario;

import java.util.List;
import java.util.Set;

/**
 * A client that reads as a member of a group, until it is closed.
 *
 * <p>Threading: it reads in a thread or process of its own; the methods are the test's.
 */
interface GroupMember extends AutoCloseable {

    /** The partitions that it has now. */
    Set<Integer> assignment();

    /** What it has read so far, in its order. */
    List<Received> received();

    /** Commits what it has read, leaves the group and ends. */
    @Override
    void close();
}
