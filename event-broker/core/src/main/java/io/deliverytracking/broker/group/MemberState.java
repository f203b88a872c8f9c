package io.deliverytracking.broker.group;

/**
 * Where a member of a consumer group stands on its way to its target assignment.
 *
 * <pre>
 *              +---------------- target met, nothing to give up --------------+
 *              v                                                              |
 *         +--------+  has to give up   +----------------------+  gave it up   |
 *    +--&gt; | STABLE | ----------------&gt; | UNREVOKED_PARTITIONS | --------------+
 *    |    +--------+                   +----------------------+               |
 *    |         | somebody else still has           ^ has to give up           | somebody else
 *    |         | what it is to get                 |                          | still has it
 *    |         |                       +-----------------------+              |
 *    |         +---------------------&gt; | UNRELEASED_PARTITIONS | &lt;------------+
 *    |                                 +-----------------------+
 *    +------- all of it is free -----------------+
 * </pre>
 *
 * A member in UNREVOKED_PARTITIONS stays in its epoch; in the other two it is in the epoch of the target assignment.
 *
 * <p>Source: KIP-848, "Member assignment reconciliation"; the ids are those in {@code __consumer_offsets}.
 */
enum MemberState {
    STABLE(0),
    UNREVOKED_PARTITIONS(1),
    UNRELEASED_PARTITIONS(2);

    private final byte id;

    MemberState(int id) {
        this.id = (byte) id;
    }

    byte id() {
        return id;
    }

    static MemberState ofId(byte id) {
        for (MemberState state : values()) {
            if (state.id == id) {
                return state;
            }
        }
        throw new RecordFormatException("Member state " + id + " is unknown");
    }
}
