package io.deliverytracking.simulator.domain.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.events.Zone;
import io.deliverytracking.simulator.domain.Fix;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartitionChoiceTest {

    @Test
    void byKeyIsLeftToTheProducer() {
        assertThat(PartitionChoice.byKey().partitionOf(fix(1, 0, 0))).isEqualTo(PartitionChoice.BY_KEY);
    }

    @Test
    void roundRobinVisitsEachPartitionInTurn() {
        PartitionChoice choice = PartitionChoice.roundRobin(3);
        Fix fix = fix(1, 0, 0);
        assertThat(new int[] {
                    choice.partitionOf(fix), choice.partitionOf(fix), choice.partitionOf(fix), choice.partitionOf(fix)
                })
                .containsExactly(0, 1, 2, 0);
    }

    @Test
    void explicitIsOnePartition() {
        assertThat(PartitionChoice.explicit(7).partitionOf(fix(9, 5, 5))).isEqualTo(7);
    }

    @Test
    void zonesShareOutThePartitionsAndARiderStaysOnOneOfItsZone() {
        PartitionChoice choice = PartitionChoice.byZone(12, 0, 0);
        Set<Integer> north = new HashSet<>();
        Set<Integer> east = new HashSet<>();
        for (int rider = 1; rider <= 100; rider++) {
            north.add(choice.partitionOf(fix(rider, 1_000, 0)));
            east.add(choice.partitionOf(fix(rider, 0, 1_000)));
        }
        assertThat(north).containsExactlyInAnyOrder(0, 4, 8);
        assertThat(east).containsExactlyInAnyOrder(1, 5, 9);
        assertThat(choice.partitionOf(fix(7, 1_000, 0))).isEqualTo(choice.partitionOf(fix(7, 2_000, 5)));
    }

    @Test
    void zonesFitAnyNumberOfPartitions() {
        for (int partitions = 1; partitions <= 13; partitions++) {
            PartitionChoice choice = PartitionChoice.byZone(partitions, 0, 0);
            Set<Integer> used = new HashSet<>();
            for (int rider = 1; rider <= 60; rider++) {
                for (int[] place : new int[][] {{1_000, 0}, {0, 1_000}, {-1_000, 0}, {0, -1_000}}) {
                    int partition = choice.partitionOf(fix(rider, place[0], place[1]));
                    assertThat(partition).isBetween(0, partitions - 1);
                    used.add(partition);
                }
            }
            assertThat(used).hasSize(partitions);
        }
        assertThat(Zone.values()).hasSize(4);
    }

    private static Fix fix(int riderId, int latitudeE7, int longitudeE7) {
        Fix fix = new Fix();
        fix.riderId = riderId;
        fix.latitudeE7 = latitudeE7;
        fix.longitudeE7 = longitudeE7;
        return fix;
    }
}
