package io.deliverytracking.broker.app.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConfigResourcesOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every admin call that this broker answers, with right and with wrong input, through the official client. */
class AdminClientTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static RunningBroker broker;
    private static Admin admin;

    private final String topic = "topic-" + NUMBER.incrementAndGet();
    private final ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);

    @BeforeAll
    static void start() {
        broker = new RunningBroker();
        admin = broker.admin();
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    private interface Call {
        KafkaFuture<?> make() throws ExecutionException, InterruptedException;
    }

    private static void assertRefused(Class<? extends Throwable> error, Call call) {
        assertThatThrownBy(() -> call.make().get()).hasCauseInstanceOf(error);
    }

    private static CreateTopicsResult create(NewTopic... topics) {
        return admin.createTopics(List.of(topics));
    }

    private void created(int partitions) throws Exception {
        create(new NewTopic(topic, partitions, (short) 1)).all().get();
    }

    private TopicDescription described() throws Exception {
        return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
    }

    private Config config() throws Exception {
        return admin.describeConfigs(List.of(resource)).all().get().get(resource);
    }

    @Test
    void a_created_topic_is_there_at_once_with_its_id_and_configuration() throws Exception {
        CreateTopicsResult result = create(new NewTopic(topic, 3, (short) 1).configs(Map.of("retention.ms", "1000")));
        Uuid id = result.topicId(topic).get();
        assertThat(result.numPartitions(topic).get()).isEqualTo(3);
        assertThat(result.replicationFactor(topic).get()).isEqualTo(1);
        assertThat(result.config(topic).get().get("retention.ms").value()).isEqualTo("1000");

        TopicDescription description = described();
        assertThat(description.topicId()).isEqualTo(id);
        assertThat(description.isInternal()).isFalse();
        assertThat(description.partitions()).hasSize(3).allSatisfy(partition -> {
            assertThat(partition.leader().id()).isEqualTo(broker.nodeId());
            assertThat(partition.isr()).extracting(Node::id).containsExactly(broker.nodeId());
        });
        assertThat(admin.listTopics().names().get()).contains(topic);
        assertThat(admin.describeTopics(TopicCollection.ofTopicIds(List.of(id)))
                        .allTopicIds()
                        .get()
                        .get(id)
                        .name())
                .isEqualTo(topic);
    }

    @Test
    void defaults_of_the_broker_fill_what_a_new_topic_leaves_open() throws Exception {
        CreateTopicsResult result = create(new NewTopic(topic, Optional.empty(), Optional.empty()));
        assertThat(result.numPartitions(topic).get()).isEqualTo(1);
    }

    @Test
    void a_topic_that_cannot_be_is_refused_with_kafkas_errors() throws Exception {
        created(1);
        assertRefused(
                TopicExistsException.class,
                () -> create(new NewTopic(topic, 1, (short) 1)).all());
        assertRefused(
                InvalidTopicException.class,
                () -> create(new NewTopic("a b", 1, (short) 1)).all());
        String other = topic + "-other";
        assertRefused(
                InvalidPartitionsException.class,
                () -> create(new NewTopic(other, 0, (short) 1)).all());
        assertRefused(
                InvalidReplicationFactorException.class,
                () -> create(new NewTopic(other, 1, (short) 3)).all());
        assertRefused(
                PolicyViolationException.class,
                () -> create(new NewTopic(other, 10_001, (short) 1)).all());
        assertRefused(
                InvalidConfigurationException.class,
                () -> create(new NewTopic(other, 1, (short) 1).configs(Map.of("no.such.key", "1")))
                        .all());
        assertRefused(
                InvalidReplicaAssignmentException.class,
                () -> create(new NewTopic(other, Map.of(0, List.of(77)))).all());
        create(new NewTopic(topic + ".x", 1, (short) 1)).all().get();
        assertRefused(
                InvalidTopicException.class,
                () -> create(new NewTopic(topic + "_x", 1, (short) 1)).all());
        assertThat(admin.listTopics().names().get()).doesNotContain(other, topic + "_x");
    }

    @Test
    void validate_only_creates_and_extends_nothing() throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)), new CreateTopicsOptions().validateOnly(true))
                .all()
                .get();
        assertThat(admin.listTopics().names().get()).doesNotContain(topic);
        created(1);
        admin.createPartitions(
                        Map.of(topic, NewPartitions.increaseTo(2)), new CreatePartitionsOptions().validateOnly(true))
                .all()
                .get();
        assertThat(described().partitions()).hasSize(1);
    }

    @Test
    void partitions_are_added_and_never_taken_away() throws Exception {
        created(1);
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(4))).all().get();
        assertThat(described().partitions()).hasSize(4);
        broker.produce(topic, "k", List.of("v"));

        assertRefused(
                InvalidPartitionsException.class,
                () -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(4)))
                        .all());
        assertRefused(
                InvalidPartitionsException.class,
                () -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(2)))
                        .all());
        assertRefused(
                UnknownTopicOrPartitionException.class,
                () -> admin.createPartitions(Map.of(topic + "-none", NewPartitions.increaseTo(2)))
                        .all());
        assertRefused(
                InvalidReplicaAssignmentException.class,
                () -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(5, List.of(List.of(77)))))
                        .all());
    }

    @Test
    void a_topic_deleted_by_name_or_id_is_gone_and_can_be_created_anew_with_another_id() throws Exception {
        created(2);
        broker.produce(topic, "k", List.of("v"));
        Uuid first = described().topicId();
        admin.deleteTopics(List.of(topic)).all().get();
        assertThat(admin.listTopics().names().get()).doesNotContain(topic);

        created(1);
        Uuid second = described().topicId();
        assertThat(second).isNotEqualTo(first);
        assertRefused(
                UnknownTopicIdException.class,
                () -> admin.deleteTopics(TopicCollection.ofTopicIds(List.of(first)))
                        .all());
        admin.deleteTopics(TopicCollection.ofTopicIds(List.of(second))).all().get();
        assertRefused(
                UnknownTopicOrPartitionException.class,
                () -> admin.deleteTopics(List.of(topic)).all());
    }

    @Test
    void metadata_creates_a_topic_only_for_those_who_allow_it() throws Exception {
        // The admin client never creates; the producer does.
        assertRefused(
                UnknownTopicOrPartitionException.class,
                () -> admin.describeTopics(List.of(topic)).allTopicNames());
        assertRefused(
                UnknownTopicIdException.class,
                () -> admin.describeTopics(TopicCollection.ofTopicIds(List.of(new Uuid(7, 7))))
                        .allTopicIds());
        assertRefused(
                InvalidTopicException.class,
                () -> admin.describeTopics(List.of("a b")).allTopicNames());
        broker.produce(topic, "k", List.of("v"));
        assertThat(described().partitions()).hasSize(1);
    }

    @Test
    void what_one_may_do_is_told_only_when_asked() throws Exception {
        created(1);
        assertThat(described().authorizedOperations())
                .satisfiesAnyOf(
                        ops -> assertThat(ops).isNull(), ops -> assertThat(ops).isNotEmpty());
        Set<AclOperation> operations = admin.describeTopics(
                        List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .allTopicNames()
                .get()
                .get(topic)
                .authorizedOperations();
        assertThat(operations)
                .contains(AclOperation.READ, AclOperation.WRITE, AclOperation.ALTER)
                .hasSize(8);

        DescribeClusterResult cluster =
                admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true));
        assertThat(cluster.authorizedOperations().get())
                .contains(AclOperation.IDEMPOTENT_WRITE)
                .hasSize(7);
        assertThat(admin.describeCluster().authorizedOperations().get()).isNull();
    }

    @Test
    void the_cluster_describes_itself() throws Exception {
        DescribeClusterResult cluster = admin.describeCluster();
        assertThat(cluster.clusterId().get()).isEqualTo(broker.clusterId());
        assertThat(cluster.controller().get().id()).isEqualTo(broker.nodeId());
        assertThat(cluster.nodes().get())
                .singleElement()
                .satisfies(node -> assertThat(node.host() + ":" + node.port()).isEqualTo(broker.bootstrapServers()));
    }

    @Test
    void many_partitions_are_described_page_by_page() throws Exception {
        created(250);
        List<Integer> found = admin
                .describeTopics(List.of(topic), new DescribeTopicsOptions().partitionSizeLimitPerResponse(100))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .stream()
                .map(partition -> partition.partition())
                .toList();
        assertThat(found).hasSize(250).isSorted().doesNotHaveDuplicates();
    }

    private void alter(OpType operation, String key, String value) throws Exception {
        admin.incrementalAlterConfigs(
                        Map.of(resource, List.of(new AlterConfigOp(new ConfigEntry(key, value), operation))))
                .all()
                .get();
    }

    @Test
    void configuration_is_set_appended_subtracted_and_deleted() throws Exception {
        created(1);
        alter(OpType.SET, "retention.ms", "5000");
        alter(OpType.APPEND, "cleanup.policy", "compact");
        assertThat(config().get("retention.ms").value()).isEqualTo("5000");
        assertThat(config().get("retention.ms").source()).isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG);
        assertThat(config().get("cleanup.policy").value()).isEqualTo("delete,compact");
        alter(OpType.SUBTRACT, "cleanup.policy", "compact");
        alter(OpType.DELETE, "retention.ms", "");
        assertThat(config().get("cleanup.policy").value()).isEqualTo("delete");
        assertThat(config().get("retention.ms").source()).isEqualTo(ConfigEntry.ConfigSource.DEFAULT_CONFIG);
    }

    @Test
    void configuration_that_cannot_be_is_refused_with_kafkas_errors() throws Exception {
        created(1);
        assertThatThrownBy(() -> alter(OpType.SET, "no.such.key", "1"))
                .hasCauseInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("Unknown topic config name: no.such.key");
        assertThatThrownBy(() -> alter(OpType.SET, "retention.ms", "soon"))
                .hasCauseInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("Invalid value soon for configuration retention.ms: Not a number of type LONG");
        assertThatThrownBy(() -> alter(OpType.APPEND, "retention.ms", "1"))
                .hasCauseInstanceOf(InvalidConfigurationException.class);
        assertRefused(
                UnknownTopicOrPartitionException.class,
                () -> admin.incrementalAlterConfigs(Map.of(
                                new ConfigResource(ConfigResource.Type.TOPIC, topic + "-none"),
                                List.of(new AlterConfigOp(new ConfigEntry("retention.ms", "1"), OpType.SET))))
                        .all());
        assertRefused(
                InvalidRequestException.class,
                () -> admin.incrementalAlterConfigs(Map.of(
                                new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker.nodeId())),
                                List.of(new AlterConfigOp(new ConfigEntry("log.dirs", "/x"), OpType.SET))))
                        .all());
    }

    @Test
    void described_configuration_has_defaults_types_documentation_and_synonyms() throws Exception {
        created(1);
        Config described = admin.describeConfigs(
                        List.of(resource),
                        new DescribeConfigsOptions().includeSynonyms(true).includeDocumentation(true))
                .all()
                .get()
                .get(resource);
        ConfigEntry segment = described.get("segment.bytes");
        assertThat(segment.value()).isEqualTo("1073741824");
        assertThat(segment.type()).isEqualTo(ConfigEntry.ConfigType.INT);
        assertThat(segment.isDefault()).isTrue();
        assertThat(segment.documentation()).isNotEmpty();
        assertThat(segment.synonyms())
                .extracting(ConfigEntry.ConfigSynonym::name)
                .containsExactly("log.segment.bytes");

        ConfigResource self = new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker.nodeId()));
        Config ofBroker = admin.describeConfigs(List.of(self)).all().get().get(self);
        assertThat(ofBroker.get("log.dirs").value())
                .isEqualTo(broker.directory().toString());
        assertThat(ofBroker.get("log.dirs").source()).isEqualTo(ConfigEntry.ConfigSource.STATIC_BROKER_CONFIG);
        assertThat(ofBroker.get("log.dirs").isReadOnly()).isTrue();
        assertThat(ofBroker.get("num.partitions").source()).isEqualTo(ConfigEntry.ConfigSource.DEFAULT_CONFIG);
    }

    @Test
    void resources_without_configuration_are_told_apart_from_wrong_ones() throws Exception {
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, "g");
        assertThat(admin.describeConfigs(List.of(group)).all().get().get(group).entries())
                .extracting(ConfigEntry::name)
                .containsExactlyInAnyOrder(
                        "consumer.assignment.interval.ms",
                        "consumer.heartbeat.interval.ms",
                        "consumer.session.timeout.ms");
        ConfigResource metrics = new ConfigResource(ConfigResource.Type.CLIENT_METRICS, "m");
        assertThat(admin.describeConfigs(List.of(metrics))
                        .all()
                        .get()
                        .get(metrics)
                        .entries())
                .isEmpty();
        ConfigResource allBrokers = new ConfigResource(ConfigResource.Type.BROKER, "");
        assertThat(admin.describeConfigs(List.of(allBrokers))
                        .all()
                        .get()
                        .get(allBrokers)
                        .entries())
                .isEmpty();
        assertRefused(
                UnknownTopicOrPartitionException.class,
                () -> admin.describeConfigs(List.of(new ConfigResource(ConfigResource.Type.TOPIC, topic + "-none")))
                        .all());
        assertRefused(
                InvalidTopicException.class,
                () -> admin.describeConfigs(List.of(new ConfigResource(ConfigResource.Type.TOPIC, "a b")))
                        .all());
        assertRefused(
                InvalidRequestException.class,
                () -> admin.describeConfigs(List.of(new ConfigResource(ConfigResource.Type.GROUP, "")))
                        .all());
    }

    @Test
    void resources_with_configuration_are_listed() throws Exception {
        created(1);
        Collection<ConfigResource> all = admin.listConfigResources().all().get();
        assertThat(all)
                .contains(resource)
                .contains(new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker.nodeId())));
        assertThat(admin.listConfigResources(Set.of(ConfigResource.Type.GROUP), new ListConfigResourcesOptions())
                        .all()
                        .get())
                .isEmpty();
        assertRefused(
                UnsupportedVersionException.class,
                () -> admin.listConfigResources(Set.of(ConfigResource.Type.UNKNOWN), new ListConfigResourcesOptions())
                        .all());
    }

    @Test
    void log_directories_tell_the_size_of_every_replica() throws Exception {
        created(1);
        broker.produce(topic, "k", List.of("some bytes"));
        Map<String, LogDirDescription> directories = admin.describeLogDirs(List.of(broker.nodeId()))
                .allDescriptions()
                .get()
                .get(broker.nodeId());
        assertThat(directories).hasSize(1).containsKey(broker.directory().toString());
        LogDirDescription directory = directories.values().iterator().next();
        assertThat(directory.error()).isNull();
        assertThat(directory.usableBytes()).isPresent();
        assertThat(directory.replicaInfos().get(new TopicPartition(topic, 0)).size())
                .isGreaterThan(60);
    }

    @Test
    void nothing_is_ever_being_reassigned() throws Exception {
        created(1);
        assertThat(admin.listPartitionReassignments().reassignments().get()).isEmpty();
        assertThat(admin.listPartitionReassignments(Set.of(new TopicPartition(topic, 0)))
                        .reassignments()
                        .get())
                .isEmpty();
    }

    @Test
    void a_leader_that_leads_already_needs_no_election() throws Exception {
        created(1);
        TopicPartition there = new TopicPartition(topic, 0);
        TopicPartition notThere = new TopicPartition(topic, 9);
        for (ElectionType type : ElectionType.values()) {
            Map<TopicPartition, Optional<Throwable>> outcomes = admin.electLeaders(type, Set.of(there, notThere))
                    .partitions()
                    .get();
            assertThat(outcomes.get(there)).get().isInstanceOf(ElectionNotNeededException.class);
            assertThat(outcomes.get(notThere)).get().isInstanceOf(UnknownTopicOrPartitionException.class);
        }
        assertThat(admin.electLeaders(ElectionType.PREFERRED, null).partitions().get())
                .isEmpty();
    }

    @Test
    void access_control_says_that_it_is_switched_off() {
        assertRefused(
                SecurityDisabledException.class,
                () -> admin.describeAcls(AclBindingFilter.ANY).values());
    }

    @Test
    void internal_topics_are_listed_when_asked_for() throws Exception {
        broker.produce(topic, "k", List.of("v"));
        try (var consumer = broker.consumer("group-" + topic)) {
            consumer.subscribe(List.of(topic));
            while (consumer.poll(Duration.ofMillis(100)).isEmpty()) {
                // Joining takes as long as it takes; the test's own time limit is the build's.
            }
            consumer.commitSync();
        }
        assertThat(admin.listTopics(new ListTopicsOptions().listInternal(true))
                        .names()
                        .get())
                .contains("__consumer_offsets");
        assertThat(admin.listTopics().names().get()).doesNotContain("__consumer_offsets");
    }
}
