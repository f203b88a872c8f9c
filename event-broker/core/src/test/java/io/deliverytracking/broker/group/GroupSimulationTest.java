package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.group.GroupSimulation.Protocol;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hundreds of schedules of joins, deaths, slow members, lost messages and failing logs. A seed that fails
 * names itself; run it alone with {@link #theseSeedsOnce}.
 */
class GroupSimulationTest {

    @Test
    void everyScheduleKeepsTheInvariantsAndRecovers() {
        Map<String, Integer> events = runSeeds(Protocol.CLASSIC, 1, 250);

        assertThat(events)
                .containsKeys(
                        "consumer killed",
                        "consumer left",
                        "consumer frozen",
                        "log slow",
                        "log failed",
                        "broker killed",
                        "leadership lost",
                        "message lost",
                        "subscription changed",
                        "commits",
                        "reads");
    }

    @Test
    void soDoesEveryScheduleOfTheConsumerProtocol() {
        Map<String, Integer> events = runSeeds(Protocol.CONSUMER, 1, 80);

        assertThat(events)
                .containsKeys(
                        "consumer killed",
                        "consumer left",
                        "consumer frozen",
                        "member fenced",
                        "log slow",
                        "log failed",
                        "broker killed",
                        "leadership lost",
                        "message lost",
                        "topic changed",
                        "subscription changed",
                        "commits",
                        "reads");
    }

    @Test
    void soDoesEveryScheduleOfBothProtocolsInOneGroup() {
        Map<String, Integer> events = runSeeds(Protocol.MIXED, 1, 120);

        assertThat(events)
                .containsKeys(
                        "consumer killed",
                        "broker killed",
                        "log failed",
                        "member fenced",
                        "topic changed",
                        "became a classic group",
                        "became a consumer group",
                        "classic at the end",
                        "consumer at the end",
                        "commits",
                        "reads");
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void manyMoreSchedulesDoToo(Protocol protocol) {
        runSeeds(protocol, 1_000, 5_000);
    }

    /** 1113: a static member restarted before it gave up what was taken from it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 1_113})
    void theseSeedsOnce(long seed) {
        runSeeds(Protocol.CLASSIC, seed, 1);
        runSeeds(Protocol.CONSUMER, seed, 1);
        runSeeds(Protocol.MIXED, seed, 1);
    }

    private static Map<String, Integer> runSeeds(Protocol protocol, long first, int count) {
        Map<String, Integer> events = new LinkedHashMap<>();
        for (long seed = first; seed < first + count; seed++) {
            GroupSimulation simulation = new GroupSimulation(protocol, seed);
            try {
                simulation.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(protocol + " seed " + seed + " fails: " + e.getMessage(), e);
            }
            simulation.events().forEach((event, times) -> events.merge(event, times, Integer::sum));
        }
        return events;
    }
}
