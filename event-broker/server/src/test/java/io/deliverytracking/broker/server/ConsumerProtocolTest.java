package io.deliverytracking.broker.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.InvalidRegularExpression;
import org.junit.jupiter.api.Test;

/** {@code group.protocol=consumer} as the official client's users meet it (KIP-848). */
class ConsumerProtocolTest extends ConsumersOfOneGroup {

    ConsumerProtocolTest() {
        super(
                new RunningBroker(
                        "group.consumer.min.heartbeat.interval.ms",
                        "100",
                        "group.consumer.heartbeat.interval.ms",
                        "200",
                        "group.consumer.min.session.timeout.ms",
                        "1000",
                        // But for those that mean to, no session expires: a machine that stands still for seconds must
                        // not do it.
                        "group.consumer.session.timeout.ms",
                        "20000"),
                "group.protocol",
                "consumer");
    }

    private ConsumerGroupDescription describe() throws Exception {
        try (Admin admin = broker.clients().admin()) {
            return admin.describeConsumerGroups(List.of("g")).all().get().get("g");
        }
    }

    private static void awaitAssignment(KafkaConsumer<byte[], byte[]> consumer, TopicPartition... partitions) {
        await().atMost(PATIENCE).until(() -> {
            consumer.poll(Duration.ofMillis(50));
            return consumer.assignment().equals(Set.of(partitions));
        });
    }

    @Test
    void oneToFiveConsumersShareFourPartitionsAndTheFifthWaits() throws Exception {
        broker.clients().createTopic("t", PARTITIONS);
        for (int size = 1; size <= 5; size++) {
            members.join();
            members.awaitFairShares();
        }
        members.all().remove(0).close();
        members.awaitFairShares();

        members.produce("t", "a0", "a1", "a2", "a3");
        await().atMost(PATIENCE).until(() -> members.read().size() == 4);
    }

    @Test
    void topicsAreFoundByPatternTooWhenTheyAreMadeLater() {
        broker.clients().createTopic("city-north", 1);
        broker.clients().createTopic("country", 1);
        try (KafkaConsumer<byte[], byte[]> consumer = members.consumer("metadata.max.age.ms", "500")) {
            consumer.subscribe(new SubscriptionPattern("city-.*"));
            awaitAssignment(consumer, new TopicPartition("city-north", 0));

            broker.clients().createTopic("city-south", 1);

            awaitAssignment(consumer, new TopicPartition("city-north", 0), new TopicPartition("city-south", 0));
        }
    }

    @Test
    void whatIsNoPatternIsToldToTheOneWhoSubscribes() {
        try (KafkaConsumer<byte[], byte[]> consumer = members.consumer()) {
            consumer.subscribe(new SubscriptionPattern("(city"));

            assertThatThrownBy(() -> {
                        for (int i = 0; i < 600; i++) {
                            consumer.poll(Duration.ofMillis(100));
                        }
                    })
                    .isInstanceOf(InvalidRegularExpression.class);
        }
    }

    @Test
    void partitionsThatAreAddedAreAssigned() throws Exception {
        broker.clients().createTopic("t", 1);
        try (KafkaConsumer<byte[], byte[]> consumer = members.consumer("metadata.max.age.ms", "500");
                Admin admin = broker.clients().admin()) {
            consumer.subscribe(List.of("t"));
            awaitAssignment(consumer, new TopicPartition("t", 0));
            admin.createPartitions(Map.of("t", NewPartitions.increaseTo(2)))
                    .all()
                    .get();

            awaitAssignment(consumer, new TopicPartition("t", 0), new TopicPartition("t", 1));
        }
    }

    @Test
    void administratorsSeeTheGroupAndItsMembers() throws Exception {
        broker.clients().createTopic("t", PARTITIONS);
        members.join("group.remote.assignor", "range", "client.id", "anna");
        members.awaitFairShares();

        ConsumerGroupDescription group = describe();

        assertThat(group.type()).isEqualTo(GroupType.CONSUMER);
        assertThat(group.groupState()).isEqualTo(GroupState.STABLE);
        assertThat(group.partitionAssignor()).isEqualTo("range");
        assertThat(group.members()).singleElement().satisfies(member -> {
            assertThat(member.clientId()).isEqualTo("anna");
            assertThat(member.assignment().topicPartitions()).hasSize(PARTITIONS);
            assertThat(member.targetAssignment()).isPresent();
            assertThat(member.upgraded()).contains(true);
            assertThat(member.memberEpoch()).isEqualTo(group.groupEpoch());
        });
        try (Admin admin = broker.clients().admin()) {
            assertThat(admin.listGroups(ListGroupsOptions.forConsumerGroups())
                            .all()
                            .get())
                    .extracting(GroupListing::groupId)
                    .containsExactly("g");
            assertThat(admin.describeFeatures().featureMetadata().get().finalizedFeatures())
                    .containsKey("group.version");
        }
    }

    @Test
    void aGroupIsDeletedWhenItHasNoMembersAndItsOffsetsWithIt() throws Exception {
        broker.clients().createTopic("t", PARTITIONS);
        GroupMemberThread only = members.join();
        members.awaitFairShares();
        members.produce("t", "a0");
        await().atMost(PATIENCE).until(() -> committed() == 1);
        try (Admin admin = broker.clients().admin()) {
            assertThatThrownBy(
                            () -> admin.deleteConsumerGroups(List.of("g")).all().get())
                    .hasCauseInstanceOf(GroupNotEmptyException.class);
            only.close();
            members.all().remove(only);

            admin.deleteConsumerGroups(List.of("g")).all().get();

            assertThat(admin.listGroups().all().get()).isEmpty();
            assertThat(admin.listConsumerGroupOffsets("g")
                            .partitionsToOffsetAndMetadata()
                            .get())
                    .isEmpty();
        }
    }

    @Test
    void anAdministratorRemovesAStaticMember() throws Exception {
        broker.clients().createTopic("t", PARTITIONS);
        GroupMemberThread gone = members.join("group.instance.id", "gone");
        GroupMemberThread stays = members.join("group.instance.id", "stays");
        members.awaitFairShares();
        gone.close();
        members.all().remove(gone);
        try (Admin admin = broker.clients().admin()) {
            admin.removeMembersFromConsumerGroup(
                            "g", new RemoveMembersFromConsumerGroupOptions(Set.of(new MemberToRemove("gone"))))
                    .all()
                    .get();
        }

        await().atMost(PATIENCE).until(() -> stays.assignment().size() == PARTITIONS);
    }

    @Test
    void aGroupChangesProtocolWhileItHasNoMembers() throws Exception {
        broker.clients().createTopic("t", PARTITIONS);
        for (String protocol : List.of("classic", "consumer", "classic")) {
            GroupMemberThread member = members.join("group.protocol", protocol);
            members.awaitFairShares();
            members.produce("t", protocol);
            await().atMost(PATIENCE).until(() -> members.read().contains(protocol));
            assertThat(describe().type().toString()).isEqualToIgnoringCase(protocol);
            member.close();
            members.all().clear();
        }
        assertThat(committed()).isEqualTo(3);
    }
}
