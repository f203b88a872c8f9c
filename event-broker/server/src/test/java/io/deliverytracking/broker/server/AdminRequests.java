package io.deliverytracking.broker.server;

import java.util.List;
import org.apache.kafka.common.message.AlterClientQuotasRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignablePartition;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignableTopic;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData.AlterReplicaLogDir;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData.AlterReplicaLogDirTopic;
import org.apache.kafka.common.message.CreateAclsRequestData;
import org.apache.kafka.common.message.CreateAclsRequestData.AclCreation;
import org.apache.kafka.common.message.DeleteAclsRequestData;
import org.apache.kafka.common.message.DeleteAclsRequestData.DeleteAclsFilter;
import org.apache.kafka.common.message.DescribeClientQuotasRequestData;
import org.apache.kafka.common.message.DescribeClientQuotasRequestData.ComponentData;
import org.apache.kafka.common.message.DescribeQuorumRequestData;
import org.apache.kafka.common.message.DescribeTransactionsRequestData;
import org.apache.kafka.common.message.DescribeUserScramCredentialsRequestData;
import org.apache.kafka.common.message.DescribeUserScramCredentialsRequestData.UserName;
import org.apache.kafka.common.message.ListTransactionsRequestData;
import org.apache.kafka.common.message.UpdateFeaturesRequestData;
import org.apache.kafka.common.message.UpdateFeaturesRequestData.FeatureUpdateKey;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;

/** Administrators' requests for {@link EveryVersionTest}: some that succeed, some that are refused. */
final class AdminRequests {

    private AdminRequests() {}

    /** Empty if there is nothing better than the codec's empty request. */
    static List<ApiMessage> of(ApiKeys key, short version) {
        switch (key) {
            case ALTER_CLIENT_QUOTAS:
                return List.of(alterQuotas("producer_byte_rate"), alterQuotas("no_such_quota"));
            case DESCRIBE_CLIENT_QUOTAS:
                return List.of(describeQuotas("user"), describeQuotas("no such type"));
            case DESCRIBE_QUORUM:
                return List.of(quorum("__cluster_metadata"), quorum("t"));
            case UPDATE_FEATURES:
                return List.of(updateFeature(0), updateFeature(7));
            case LIST_TRANSACTIONS:
                return List.of(
                        new ListTransactionsRequestData().setStateFilters(List.of("Ongoing", "Sleeping")),
                        new ListTransactionsRequestData().setTransactionalIdPattern(version < 2 ? null : "("));
            case DESCRIBE_TRANSACTIONS:
                return List.of(new DescribeTransactionsRequestData().setTransactionalIds(List.of("x")));
            case ALTER_REPLICA_LOG_DIRS:
                return List.of(moveTo("/elsewhere"));
            case ALTER_PARTITION_REASSIGNMENTS:
                return List.of(reassign("t"), reassign("unknown"));
            case CREATE_ACLS:
                return List.of(new CreateAclsRequestData().setCreations(List.of(new AclCreation())));
            case DELETE_ACLS:
                return List.of(new DeleteAclsRequestData().setFilters(List.of(new DeleteAclsFilter())));
            case DESCRIBE_USER_SCRAM_CREDENTIALS:
                return List.of(
                        new DescribeUserScramCredentialsRequestData().setUsers(null),
                        new DescribeUserScramCredentialsRequestData().setUsers(List.of(new UserName().setName("u"))));
            default:
                return List.of();
        }
    }

    private static AlterClientQuotasRequestData alterQuotas(String key) {
        return new AlterClientQuotasRequestData()
                .setEntries(List.of(new AlterClientQuotasRequestData.EntryData()
                        .setEntity(List.of(new AlterClientQuotasRequestData.EntityData()
                                .setEntityType("user")
                                .setEntityName(null)))
                        .setOps(List.of(new AlterClientQuotasRequestData.OpData()
                                .setKey(key)
                                .setValue(1_000_000_000)))));
    }

    private static DescribeClientQuotasRequestData describeQuotas(String type) {
        return new DescribeClientQuotasRequestData()
                .setComponents(List.of(new ComponentData()
                        .setEntityType(type)
                        .setMatchType((byte) 2)
                        .setMatch(null)));
    }

    private static DescribeQuorumRequestData quorum(String topic) {
        return new DescribeQuorumRequestData()
                .setTopics(List.of(new DescribeQuorumRequestData.TopicData()
                        .setTopicName(topic)
                        .setPartitions(List.of(new DescribeQuorumRequestData.PartitionData()))));
    }

    private static UpdateFeaturesRequestData updateFeature(int level) {
        UpdateFeaturesRequestData request = new UpdateFeaturesRequestData();
        request.featureUpdates()
                .add(new FeatureUpdateKey().setFeature("no.such.feature").setMaxVersionLevel((short) level));
        return request;
    }

    private static AlterReplicaLogDirsRequestData moveTo(String path) {
        AlterReplicaLogDir target = new AlterReplicaLogDir().setPath(path);
        target.topics().add(new AlterReplicaLogDirTopic().setName("t").setPartitions(List.of(0)));
        AlterReplicaLogDirsRequestData request = new AlterReplicaLogDirsRequestData();
        request.dirs().add(target);
        return request;
    }

    private static AlterPartitionReassignmentsRequestData reassign(String topic) {
        return new AlterPartitionReassignmentsRequestData()
                .setTopics(List.of(new ReassignableTopic()
                        .setName(topic)
                        .setPartitions(List.of(
                                new ReassignablePartition().setPartitionIndex(0).setReplicas(List.of(1))))));
    }
}
