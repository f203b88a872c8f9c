package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.JoinGroup.Protocol;
import java.util.List;

/**
 * What a member of a consumer group says when it speaks the classic protocol.
 *
 * @param sessionTimeoutMs how long it may be silent: here members say so
 * @param protocols the assignment protocols that it knows, never none; the coordinator assigns whatever they are, and
 *     calls the first of them the chosen one
 */
record ClassicMemberMetadata(int sessionTimeoutMs, List<Protocol> protocols) {

    ClassicMemberMetadata {
        protocols = List.copyOf(protocols);
        if (protocols.isEmpty()) {
            throw new IllegalArgumentException("A member of the classic protocol knows at least one protocol");
        }
    }

    /** The protocol that the member is told was chosen. */
    Protocol chosen() {
        return protocols.get(0);
    }

    boolean knows(String protocol) {
        for (Protocol known : protocols) {
            if (known.name().equals(protocol)) {
                return true;
            }
        }
        return false;
    }
}
