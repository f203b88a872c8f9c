package io.deliverytracking.broker.group.assignor;

import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.common.Uuid;

/**
 * Gives every member as many partitions as any other, as far as what they read allows, and moves as few as possible for
 * it. Balance comes before stickiness.
 *
 * <pre>
 *   1. keep     what a member was to have and still reads
 *   2. hand out what is left, each to the reader with the fewest; topics with few readers first
 *   3. balance  as long as a shift makes the shares more even
 * </pre>
 *
 * <p>One algorithm serves members that all read the same and members that read different topics; {@link Shares} holds
 * the share of each and finds the shifts.
 *
 * <p>Unlike Apache Kafka, which has one algorithm for equal subscriptions and a heuristic for others: ours is as even as
 * it can be in both cases. Who of several equals gets a partition may differ; Kafka leaves it to the order of hash maps.
 *
 * <p>Source: KIP-848, "uniform"; Harvey, Ladner, Lovász, Tamir, "Semi-matchings for bipartite graphs and load
 * balancing" (2006): without a cost-reducing path the shares are as even as they can be.
 */
final class UniformAssignor implements PartitionAssignor {

    static final String NAME = "uniform";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SortedMap<String, PartitionSet> assign(AssignmentSpec spec) {
        Shares shares = new Shares(spec);
        spec.members()
                .forEach((memberId, member) -> member.target()
                        .byTopic()
                        .forEach((topicId, partitions) ->
                                partitions.forEach(partition -> shares.keep(memberId, topicId, partition))));
        for (Map.Entry<Uuid, Integer> topic : shares.topicsWithFewReadersFirst()) {
            for (int partition = 0; partition < topic.getValue(); partition++) {
                shares.handOut(topic.getKey(), partition);
            }
        }
        shares.balance();
        return shares.toAssignment();
    }
}
