package io.deliverytracking.broker.app.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterClientQuotasOptions;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionReplica;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.InvalidUpdateVersionException;
import org.apache.kafka.common.errors.LogDirNotFoundException;
import org.apache.kafka.common.errors.NoReassignmentInProgressException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.ResourceNotFoundException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaAlteration.Op;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.quota.ClientQuotaFilterComponent;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What administrators do to a broker and its cluster rather than to one topic, through the official client. */
class ClusterAdministrationTest {

    private static final String TOPIC = "t";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final ConfigResource ALL_BROKERS = new ConfigResource(ConfigResource.Type.BROKER, "");

    private RunningBroker broker;
    private Admin admin;
    private ConfigResource self;

    @BeforeEach
    void start() throws Exception {
        broker = new RunningBroker();
        admin = broker.admin();
        self = new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker.nodeId()));
        admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }

    @AfterEach
    void stop() {
        admin.close();
        broker.close();
    }

    private interface Call {
        KafkaFuture<?> make() throws ExecutionException, InterruptedException;
    }

    private static void assertRefused(Class<? extends Throwable> error, Call call) {
        assertThatThrownBy(() -> call.make().get()).hasCauseInstanceOf(error);
    }

    private static ClientQuotaEntity entity(String... typesAndNames) {
        Map<String, String> entries = new HashMap<>();
        for (int i = 0; i < typesAndNames.length; i += 2) {
            entries.put(typesAndNames[i], typesAndNames[i + 1]);
        }
        return new ClientQuotaEntity(entries);
    }

    private KafkaFuture<Void> quota(ClientQuotaEntity entity, String key, Double value) {
        return admin.alterClientQuotas(List.of(new ClientQuotaAlteration(entity, List.of(new Op(key, value)))))
                .all();
    }

    private Map<ClientQuotaEntity, Map<String, Double>> quotas(ClientQuotaFilter filter) throws Exception {
        return admin.describeClientQuotas(filter).entities().get();
    }

    @Test
    void quotas_are_set_found_and_removed() throws Exception {
        ClientQuotaEntity client = entity("client-id", "c");
        ClientQuotaEntity defaultOfBoth = entity("user", null, "client-id", null);
        quota(client, "producer_byte_rate", 1024.0).get();
        quota(defaultOfBoth, "consumer_byte_rate", 2048.0).get();
        assertThat(quotas(ClientQuotaFilter.all()))
                .isEqualTo(Map.of(
                        client,
                        Map.of("producer_byte_rate", 1024.0),
                        defaultOfBoth,
                        Map.of("consumer_byte_rate", 2048.0)));
        assertThat(quotas(
                        ClientQuotaFilter.containsOnly(List.of(ClientQuotaFilterComponent.ofEntityType("client-id")))))
                .containsOnlyKeys(client);
        assertThat(quotas(ClientQuotaFilter.contains(List.of(ClientQuotaFilterComponent.ofDefaultEntity("user")))))
                .containsOnlyKeys(defaultOfBoth);
        quota(client, "producer_byte_rate", null).get();
        assertThat(quotas(ClientQuotaFilter.all())).containsOnlyKeys(defaultOfBoth);

        admin.alterClientQuotas(
                        List.of(new ClientQuotaAlteration(client, List.of(new Op("producer_byte_rate", 1.0)))),
                        new AlterClientQuotasOptions().validateOnly(true))
                .all()
                .get();
        assertThat(quotas(ClientQuotaFilter.all())).doesNotContainKey(client);
    }

    @Test
    void quotas_that_nobody_would_keep_are_refused() {
        assertRefused(InvalidRequestException.class, () -> quota(entity("user", "u"), "request_percentage", 50.0));
        assertRefused(
                InvalidRequestException.class, () -> quota(entity("ip", "127.0.0.1"), "connection_creation_rate", 5.0));
        assertRefused(InvalidRequestException.class, () -> quota(entity("user", "u"), "no.such.quota", 5.0));
        assertRefused(
                InvalidRequestException.class,
                () -> admin.describeClientQuotas(ClientQuotaFilter.contains(List.of(
                                ClientQuotaFilterComponent.ofEntityType("user"),
                                ClientQuotaFilterComponent.ofEntityType("ip"))))
                        .entities());
    }

    private static AlterConfigOp set(String key, String value) {
        return new AlterConfigOp(new ConfigEntry(key, value), OpType.SET);
    }

    private KafkaFuture<Void> alter(ConfigResource resource, AlterConfigOp... ops) {
        return admin.incrementalAlterConfigs(Map.of(resource, Arrays.asList(ops)))
                .all();
    }

    private Config config(ConfigResource resource) throws Exception {
        return admin.describeConfigs(List.of(resource), new DescribeConfigsOptions().includeSynonyms(true))
                .all()
                .get()
                .get(resource);
    }

    @Test
    void defaults_for_topics_change_while_the_broker_runs() throws Exception {
        alter(ALL_BROKERS, set("message.max.bytes", "1000")).get();
        assertThatThrownBy(() -> broker.send(TOPIC, "x".repeat(2_000)))
                .hasCauseInstanceOf(RecordTooLargeException.class);
        assertThat(config(ALL_BROKERS).get("message.max.bytes").source())
                .isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG);

        alter(self, set("message.max.bytes", "5000")).get();
        broker.send(TOPIC, "x".repeat(2_000));
        ConfigEntry ofBroker = config(self).get("message.max.bytes");
        assertThat(ofBroker.value()).isEqualTo("5000");
        assertThat(ofBroker.isReadOnly()).isFalse();
        assertThat(ofBroker.source()).isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_BROKER_CONFIG);
        ConfigEntry ofTopic =
                config(new ConfigResource(ConfigResource.Type.TOPIC, TOPIC)).get("max.message.bytes");
        assertThat(ofTopic.value()).isEqualTo("5000");
        assertThat(ofTopic.synonyms())
                .extracting(ConfigEntry.ConfigSynonym::source)
                .containsExactly(
                        ConfigEntry.ConfigSource.DYNAMIC_BROKER_CONFIG,
                        ConfigEntry.ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG,
                        ConfigEntry.ConfigSource.DEFAULT_CONFIG);
    }

    @Test
    void what_a_broker_was_started_with_stays() throws Exception {
        assertRefused(InvalidRequestException.class, () -> alter(self, set("log.dirs", "/x")));
        assertRefused(InvalidRequestException.class, () -> alter(self, set("message.max.bytes", "many")));
        admin.incrementalAlterConfigs(
                        Map.of(self, List.of(set("message.max.bytes", "1"))),
                        new AlterConfigsOptions().validateOnly(true))
                .all()
                .get();
        assertThat(config(self).get("message.max.bytes").isDefault()).isTrue();
        assertThat(config(self).get("log.dirs").isReadOnly()).isTrue();
    }

    @Test
    void the_quorum_and_the_features_are_those_of_one_node() throws Exception {
        QuorumInfo quorum = admin.describeMetadataQuorum().quorumInfo().get();
        assertThat(quorum.leaderId()).isEqualTo(broker.nodeId());
        assertThat(quorum.voters()).singleElement().satisfies(voter -> {
            assertThat(voter.replicaId()).isEqualTo(broker.nodeId());
            assertThat(voter.logEndOffset()).isEqualTo(quorum.highWatermark());
        });
        assertThat(quorum.observers()).isEmpty();

        FeatureUpdate upgrade = new FeatureUpdate((short) 27, FeatureUpdate.UpgradeType.UPGRADE);
        for (boolean validateOnly : new boolean[] {true, false}) {
            assertRefused(
                    InvalidUpdateVersionException.class,
                    () -> admin.updateFeatures(
                                    Map.of("metadata.version", upgrade),
                                    new UpdateFeaturesOptions().validateOnly(validateOnly))
                            .all());
        }
    }

    @Test
    void a_partition_stays_where_it_is() throws Exception {
        admin.alterPartitionReassignments(
                        Map.of(PARTITION, Optional.of(new NewPartitionReassignment(List.of(broker.nodeId())))))
                .all()
                .get();
        assertRefused(
                InvalidReplicaAssignmentException.class,
                () -> admin.alterPartitionReassignments(
                                Map.of(PARTITION, Optional.of(new NewPartitionReassignment(List.of(77)))))
                        .all());
        assertRefused(
                NoReassignmentInProgressException.class,
                () -> admin.alterPartitionReassignments(Map.of(PARTITION, Optional.empty()))
                        .all());
        assertRefused(
                UnknownTopicOrPartitionException.class,
                () -> admin.alterPartitionReassignments(Map.of(
                                new TopicPartition(TOPIC, 7),
                                Optional.of(new NewPartitionReassignment(List.of(broker.nodeId())))))
                        .all());

        TopicPartitionReplica replica = new TopicPartitionReplica(TOPIC, 0, broker.nodeId());
        admin.alterReplicaLogDirs(Map.of(replica, broker.directory().toString()))
                .all()
                .get();
        assertRefused(
                LogDirNotFoundException.class,
                () -> admin.alterReplicaLogDirs(Map.of(replica, "/elsewhere")).all());
        assertThat(admin.describeReplicaLogDirs(List.of(replica))
                        .all()
                        .get()
                        .get(replica)
                        .getCurrentReplicaLogDir())
                .isEqualTo(broker.directory().toString());
        LogDirDescription directory = admin.describeLogDirs(List.of(broker.nodeId()))
                .allDescriptions()
                .get()
                .get(broker.nodeId())
                .get(broker.directory().toString());
        assertThat(directory.totalBytes().getAsLong())
                .isGreaterThanOrEqualTo(directory.usableBytes().getAsLong());
        assertThat(directory.isCordoned()).isFalse();
    }

    @Test
    void there_are_no_transactions_no_credentials_and_no_rights() throws Exception {
        assertThat(admin.listTransactions(new ListTransactionsOptions()).all().get())
                .isEmpty();
        assertThat(admin.describeUserScramCredentials().all().get()).isEmpty();
        assertRefused(
                ResourceNotFoundException.class,
                () -> admin.describeUserScramCredentials(List.of("u")).description("u"));
        assertRefused(
                UnsupportedVersionException.class,
                () -> admin.alterUserScramCredentials(
                                List.of(new UserScramCredentialDeletion("u", ScramMechanism.SCRAM_SHA_256)))
                        .all());
        AclBinding binding = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, TOPIC, PatternType.LITERAL),
                new AccessControlEntry("User:u", "*", AclOperation.READ, AclPermissionType.ALLOW));
        assertRefused(
                SecurityDisabledException.class,
                () -> admin.createAcls(List.of(binding)).all());
        assertRefused(
                SecurityDisabledException.class,
                () -> admin.deleteAcls(List.of(AclBindingFilter.ANY)).all());
    }

    private void waitForAssignment(Consumer<String, String> consumer, int partitions) {
        while (consumer.assignment().size() != partitions) {
            // How long a rebalance takes is not this test's business; its limit is the build's.
            consumer.poll(Duration.ofMillis(100));
        }
    }

    @Test
    void a_group_reads_partitions_that_are_added_while_it_reads() throws Exception {
        try (Consumer<String, String> consumer = broker.consumer("g", "metadata.max.age.ms", "200")) {
            consumer.subscribe(List.of(TOPIC));
            waitForAssignment(consumer, 1);
            admin.createPartitions(Map.of(TOPIC, NewPartitions.increaseTo(3)))
                    .all()
                    .get();
            waitForAssignment(consumer, 3);
            for (int i = 0; i < 30; i++) {
                broker.send(TOPIC, "value");
            }
            Set<Integer> read = new HashSet<>();
            int records = 0;
            while (records < 30) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    read.add(record.partition());
                    records++;
                }
            }
            assertThat(read).as("partitions that had records").isNotEmpty().isSubsetOf(0, 1, 2);
        }
    }

    @Test
    void offsets_of_a_group_are_altered_and_deleted_while_nobody_reads() throws Exception {
        Map<TopicPartition, OffsetAndMetadata> five = Map.of(PARTITION, new OffsetAndMetadata(5));
        admin.alterConsumerGroupOffsets("g", five).all().get();
        assertThat(admin.listConsumerGroupOffsets("g")
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(PARTITION)
                        .offset())
                .isEqualTo(5);
        assertRefused(
                UnknownTopicOrPartitionException.class,
                () -> admin.alterConsumerGroupOffsets(
                                "g", Map.of(new TopicPartition("none", 0), new OffsetAndMetadata(5)))
                        .all());
        try (Consumer<String, String> consumer = broker.consumer("g")) {
            consumer.subscribe(List.of(TOPIC));
            waitForAssignment(consumer, 1);
            assertRefused(
                    UnknownMemberIdException.class,
                    () -> admin.alterConsumerGroupOffsets("g", five).all());
            assertRefused(
                    GroupSubscribedToTopicException.class,
                    () -> admin.deleteConsumerGroupOffsets("g", Set.of(PARTITION))
                            .all());
        }
        admin.deleteConsumerGroupOffsets("g", Set.of(PARTITION)).all().get();
        assertThat(admin.listConsumerGroupOffsets("g")
                        .partitionsToOffsetAndMetadata()
                        .get())
                .isEmpty();
        assertRefused(
                GroupIdNotFoundException.class,
                () -> admin.deleteConsumerGroupOffsets("never seen", Set.of(PARTITION))
                        .all());
    }
}
