package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** What an administrator sets for one group of the consumer protocol goes before what is set for all. */
class GroupSettingsTest {

    private final GroupFixture groups = new GroupFixture();
    private final ConsumerTestMember anna = groups.consumer("anna").reading("north");

    GroupSettingsTest() {
        groups.topics().create("north", 4);
    }

    @Test
    void membersAreAskedToCallAsOftenAsTheirGroupSays() {
        groups.set(GroupFixture.GROUP, "consumer.heartbeat.interval.ms", 7_000);

        assertThat(anna.join().heartbeat().heartbeatIntervalMs()).isEqualTo(7_000);
    }

    @Test
    void membersMayBeSilentForAsLongAsTheirGroupSays() {
        groups.set(GroupFixture.GROUP, "consumer.session.timeout.ms", 50_000);
        anna.join();
        groups.advance(48_000);
        assertThat(anna.heartbeat().error()).isEqualTo(Errors.NONE);

        groups.set("another", "consumer.session.timeout.ms", 60_000);
        groups.advance(51_000);

        assertThat(anna.heartbeat().error()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void whatIsBeyondTheBrokersBoundsIsBroughtBack() {
        groups.set(GroupFixture.GROUP, "consumer.heartbeat.interval.ms", 1);
        assertThat(anna.join().heartbeat().heartbeatIntervalMs()).isEqualTo(5_000);

        groups.set(GroupFixture.GROUP, "consumer.heartbeat.interval.ms", 1_000_000);
        assertThat(anna.heartbeat().heartbeatIntervalMs()).isEqualTo(15_000);
    }

    @Test
    void aTargetStandsForTheAssignmentInterval() {
        groups.set(GroupFixture.GROUP, "consumer.assignment.interval.ms", 2_000);
        anna.join();
        groups.advance(1_000);
        ConsumerTestMember ben = groups.consumer("ben").reading("north").join();
        groups.settle(anna, ben);
        assertThat(anna.owned().size()).isEqualTo(4);
        assertThat(groups.describeConsumers().state()).isEqualTo("Assigning");

        groups.advance(1_000);
        groups.settle(anna, ben);

        assertThat(anna.owned().size()).isEqualTo(2);
        assertThat(ben.owned().size()).isEqualTo(2);
        assertThat(groups.describeConsumers().state()).isEqualTo("Stable");
    }
}
