package io.deliverytracking.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignablePartition;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignableTopic;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData.ReassignablePartitionResponse;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class ReassignmentTest {

    private final MetadataImage image = Images.withTopic(Images.cluster(1, 2), "t", new Uuid(8, 8), 1);

    private Errors reassign(String topic, int partition, List<Integer> replicas, boolean factorMayChange) {
        ReassignableTopic wanted = new ReassignableTopic().setName(topic);
        wanted.partitions()
                .add(new ReassignablePartition().setPartitionIndex(partition).setReplicas(replicas));
        Decision<AlterPartitionReassignmentsResponseData> decision = Reassignment.decide(
                image,
                new AlterPartitionReassignmentsRequestData()
                        .setAllowReplicationFactorChange(factorMayChange)
                        .setTopics(List.of(wanted)));
        assertThat(decision.records()).isEmpty();
        ReassignablePartitionResponse answer =
                decision.answer().responses().get(0).partitions().get(0);
        assertThat(answer.partitionIndex()).isEqualTo(partition);
        return Errors.forCode(answer.errorCode());
    }

    @Test
    void a_partition_stays_where_it_is() {
        assertThat(reassign("t", 0, List.of(1), true)).isEqualTo(Errors.NONE);
        assertThat(reassign("t", 0, List.of(2), true)).isEqualTo(Errors.INVALID_REPLICA_ASSIGNMENT);
    }

    @Test
    void what_apache_kafka_refuses_is_refused_with_its_errors() {
        assertThat(reassign("none", 0, List.of(1), true)).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(reassign("t", 7, List.of(1), true)).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(reassign("t", 0, null, true)).isEqualTo(Errors.NO_REASSIGNMENT_IN_PROGRESS);
        assertThat(reassign("t", 0, List.of(), true)).isEqualTo(Errors.INVALID_REPLICA_ASSIGNMENT);
        assertThat(reassign("t", 0, List.of(9), true)).isEqualTo(Errors.INVALID_REPLICA_ASSIGNMENT);
        assertThat(reassign("t", 0, List.of(1, 1), true)).isEqualTo(Errors.INVALID_REPLICA_ASSIGNMENT);
        assertThat(reassign("t", 0, List.of(1, 2), false)).isEqualTo(Errors.INVALID_REPLICATION_FACTOR);
    }
}
