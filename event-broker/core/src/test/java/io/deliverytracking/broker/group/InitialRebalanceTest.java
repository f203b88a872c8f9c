package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The first rebalance of an empty group waits for company (KIP-134). */
class InitialRebalanceTest {

    private final GroupFixture groups = new GroupFixture();

    @Test
    void aLoneMemberWaitsForTheInitialDelay() {
        TestMember anna = groups.member("anna").join();

        groups.advance(2_999);
        assertThat(anna.waitsToJoin()).isTrue();
        groups.advance(1);

        assertThat(anna.joined().generationId()).isEqualTo(1);
    }

    @Test
    void aNewcomerWithinTheDelayExtendsItOnce() {
        TestMember anna = groups.member("anna").join();
        groups.advance(2_000);
        TestMember ben = groups.member("ben").join();

        groups.advance(1_000);
        assertThat(anna.waitsToJoin()).isTrue();
        groups.advance(3_000);

        assertThat(anna.joined().members()).hasSize(2);
        assertThat(ben.joined().generationId()).isEqualTo(1);
    }

    @Test
    void theExtensionsEndWithTheRebalanceTimeout() {
        TestMember first = groups.member("m0").withRebalanceTimeout(10_000).join();
        for (int second = 1; second <= 9; second++) {
            groups.advance(1_000);
            groups.member("m" + second).withRebalanceTimeout(10_000).join();
            assertThat(first.waitsToJoin()).isTrue();
        }

        groups.advance(1_000);

        assertThat(first.joined().members()).hasSize(10);
    }

    @Test
    void withoutADelayTheFirstMemberIsAlone() {
        GroupFixture eager = new GroupFixture(Map.of("group.initial.rebalance.delay.ms", "0"));

        TestMember anna = eager.member("anna").join();
        eager.advance(0);

        assertThat(anna.joined().generationId()).isEqualTo(1);
    }

    @Test
    void aGroupThatBecameEmptyWaitsAgain() {
        groups.stableGroup("anna").get(0).leave();
        assertThat(groups.state()).isEqualTo("Empty");

        TestMember ben = groups.member("ben").join();
        groups.advance(2_999);
        assertThat(ben.waitsToJoin()).isTrue();
        groups.advance(1);

        assertThat(ben.joined().generationId()).isEqualTo(3);
    }

    @Test
    void aMemberThatLeavesDoesNotEndTheDelayForTheOthers() {
        TestMember anna = groups.member("anna").join();
        TestMember ben = groups.member("ben").join();

        ben.leave();

        assertThat(anna.waitsToJoin()).isTrue();
    }
}
