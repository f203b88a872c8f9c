package io.deliverytracking.broker.conformance.script;

import io.deliverytracking.broker.conformance.wire.WireClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.DescribeGroupsResponseData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.awaitility.Awaitility;

/** Waits until a broker coordinates groups: the first question creates {@code __consumer_offsets}, which takes a while. */
final class Readiness {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Readiness() {}

    static void awaitGroups(Peer peer, int partitions) throws IOException {
        try (WireClient client = new WireClient(peer.port())) {
            for (int partition = 0; partition < partitions; partition++) {
                String group = groupOf(partition, partitions);
                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> isCoordinated(client, group));
            }
        }
    }

    private static boolean isCoordinated(WireClient client, String group) throws IOException {
        FindCoordinatorResponseData found = (FindCoordinatorResponseData)
                client.ask(new FindCoordinatorRequestData().setCoordinatorKeys(List.of(group)), (short) 4);
        if (found.coordinators().get(0).errorCode() != Errors.NONE.code()) {
            return false;
        }
        DescribeGroupsResponseData described = (DescribeGroupsResponseData)
                client.ask(new DescribeGroupsRequestData().setGroups(List.of(group)), (short) 5);
        return described.groups().get(0).errorCode() == Errors.NONE.code();
    }

    /** A group that lies in this partition. */
    private static String groupOf(int partition, int partitions) {
        for (int i = 0; ; i++) {
            String group = "ready-" + i;
            if (Math.floorMod(group.hashCode(), partitions) == partition) {
                return group;
            }
        }
    }
}
