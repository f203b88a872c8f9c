package io.deliverytracking.broker.handler;

import java.util.List;
import org.apache.kafka.common.acl.AclOperation;

/**
 * The bit sets with which responses say what the client may do. Without an authorizer everybody may do
 * everything that can be done to such a resource.
 *
 * <p>Source: KIP-430.
 */
final class AuthorizedOperations {

    /** The client did not ask. */
    static final int NOT_ASKED = Integer.MIN_VALUE;

    static final int ALL_ON_TOPIC = bits(List.of(
            AclOperation.READ,
            AclOperation.WRITE,
            AclOperation.CREATE,
            AclOperation.DELETE,
            AclOperation.ALTER,
            AclOperation.DESCRIBE,
            AclOperation.DESCRIBE_CONFIGS,
            AclOperation.ALTER_CONFIGS));

    static final int ALL_ON_CLUSTER = bits(List.of(
            AclOperation.CREATE,
            AclOperation.ALTER,
            AclOperation.DESCRIBE,
            AclOperation.CLUSTER_ACTION,
            AclOperation.DESCRIBE_CONFIGS,
            AclOperation.ALTER_CONFIGS,
            AclOperation.IDEMPOTENT_WRITE));

    private AuthorizedOperations() {}

    static int onTopic(boolean asked) {
        return asked ? ALL_ON_TOPIC : NOT_ASKED;
    }

    static int onCluster(boolean asked) {
        return asked ? ALL_ON_CLUSTER : NOT_ASKED;
    }

    private static int bits(List<AclOperation> operations) {
        int bits = 0;
        for (AclOperation operation : operations) {
            bits |= 1 << operation.code();
        }
        return bits;
    }
}
