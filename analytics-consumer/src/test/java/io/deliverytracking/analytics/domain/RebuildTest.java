package io.deliverytracking.analytics.domain;

import static io.deliverytracking.analytics.domain.AnalyticsFixture.locations;
import static io.deliverytracking.analytics.domain.AnalyticsFixture.ms;
import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.analytics.domain.cell.CellFigures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader that ends without warning and starts again from its last commits reports what an undisturbed one does. */
class RebuildTest {

    private static final int PARTITIONS = 3;

    private record Fix(int rider, long recordTimeMs, long eventTimeMs) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void killsAtRandomMomentsLeaveEveryWindowAsItWouldHaveBeen(long seed) {
        Random random = new Random(seed);
        List<List<Fix>> log = randomLog(random);

        Map<String, WindowResult> undisturbed = new TreeMap<>();
        EventTimeAnalytics once = new EventTimeAnalytics(AnalyticsFixture.SETTINGS, keepingIn(undisturbed));
        once.assign(freshAssignment());
        readAll(once, log, new Random(seed + 1), Integer.MAX_VALUE);

        Map<String, WindowResult> seen = new TreeMap<>();
        Map<SourcePartition, RebuildPoint> commits = freshAssignment();
        long counted = 0;
        long late = 0;
        for (int life = 0; life < 6; life++) {
            EventTimeAnalytics reader = new EventTimeAnalytics(AnalyticsFixture.SETTINGS, keepingIn(seen));
            reader.assign(commits);
            boolean last = life == 5;
            readAll(reader, log, random, last ? Integer.MAX_VALUE : 5 + random.nextInt(60));
            commits = new TreeMap<>();
            for (SourcePartition partition : reader.assigned()) {
                RebuildPoint point = reader.rebuildPoint(partition);
                commits.put(partition, RebuildPoint.parse(point.toText()).orElseThrow());
            }
            counted += reader.totals().counted();
            late += reader.totals().late();
        }

        assertThat(seen).as("seed %d", seed).isEqualTo(undisturbed);
        assertThat(counted).as("seed %d", seed).isEqualTo(once.totals().counted());
        assertThat(late).as("seed %d", seed).isEqualTo(once.totals().late());
        assertThat(once.totals().late()).as("the log holds late events").isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void windowsEqualARecountOfTheLog(long seed) {
        List<List<Fix>> log = randomLog(new Random(seed));
        Map<String, WindowResult> closed = new TreeMap<>();
        EventTimeAnalytics analytics = new EventTimeAnalytics(AnalyticsFixture.SETTINGS, keepingIn(closed));
        analytics.assign(freshAssignment());
        readAll(analytics, log, new Random(seed), Integer.MAX_VALUE);

        Map<String, Long> events = new HashMap<>();
        Map<String, Set<Integer>> riders = new HashMap<>();
        for (List<Fix> partition : log) {
            long newest = Long.MIN_VALUE;
            for (Fix fix : partition) {
                boolean late = newest != Long.MIN_VALUE
                        && (Math.floorDiv(fix.eventTimeMs(), 1_000L) + 1) * 1_000 + 3_000 <= newest - 2_000;
                newest = Math.max(newest, fix.eventTimeMs());
                if (late) {
                    continue;
                }
                for (WindowSize size : WindowSize.values()) {
                    long start = size.startOf(Math.floorDiv(fix.eventTimeMs(), 1_000L)) * 1_000;
                    events.merge(size + "@" + start, 1L, Long::sum);
                    riders.computeIfAbsent(size + "@" + start, k -> new HashSet<>())
                            .add(fix.rider());
                }
            }
        }

        assertThat(closed).isNotEmpty();
        closed.forEach((name, window) -> {
            assertThat(window.events()).as(name).isEqualTo(events.get(name));
            assertThat(window.activeRiders())
                    .as(name)
                    .isEqualTo(riders.getOrDefault(name, Set.of()).size());
        });
    }

    @Test
    void anotherVersionsTextIsNoPoint() {
        assertThat(RebuildPoint.parse("")).isEmpty();
        assertThat(RebuildPoint.parse("v1;1;2;3")).isEmpty();
        assertThat(RebuildPoint.parse("v2;9;2;3;4")).isEmpty();
        assertThat(RebuildPoint.parse("v2;a;2;3;4")).isEmpty();
        assertThat(RebuildPoint.parse("v2;1;2;3;4")).contains(new RebuildPoint(1, 2, 3, 4));
    }

    private static List<List<Fix>> randomLog(Random random) {
        List<List<Fix>> log = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<Fix> fixes = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                double sentAt = i * 0.1;
                double behind = random.nextInt(10) == 0 ? random.nextDouble() * 9 : random.nextDouble();
                fixes.add(new Fix(1 + random.nextInt(50), ms(sentAt), ms(sentAt - behind)));
            }
            log.add(fixes);
        }
        return log;
    }

    /** Reads batches of all partitions in turn, at most {@code batches} of them; then it simply ends, as a kill would. */
    private static void readAll(EventTimeAnalytics reader, List<List<Fix>> log, Random random, int batches) {
        Map<SourcePartition, Integer> next = new TreeMap<>();
        for (SourcePartition partition : reader.assigned()) {
            next.put(partition, (int) reader.rebuildPoint(partition).offset());
        }
        boolean more = true;
        for (int read = 0; more && read < batches; ) {
            more = false;
            for (SourcePartition partition : List.copyOf(reader.assigned())) {
                List<Fix> fixes = log.get(partition.partition());
                int from = next.getOrDefault(partition, 0);
                int to = Math.min(fixes.size(), from + 1 + random.nextInt(40));
                FixBatch batch = new FixBatch(40);
                for (int offset = from; offset < to; offset++) {
                    Fix fix = fixes.get(offset);
                    batch.add(
                            offset,
                            fix.recordTimeMs(),
                            fix.eventTimeMs(),
                            fix.rider(),
                            482_100_000,
                            163_700_000,
                            1,
                            true);
                }
                reader.addFixes(partition, batch);
                next.put(partition, to);
                more |= to < fixes.size();
                read++;
            }
        }
    }

    private static Map<SourcePartition, RebuildPoint> freshAssignment() {
        Map<SourcePartition, RebuildPoint> assignment = new TreeMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assignment.put(locations(partition), RebuildPoint.fresh(0));
        }
        return assignment;
    }

    private static WindowSink keepingIn(Map<String, WindowResult> windows) {
        return new WindowSink() {
            @Override
            public void closed(WindowResult window, CellFigures cells) {
                keep(windows, withoutWhatDependsOnChance(window));
            }

            @Override
            public void refused(WindowSize size, long startMs, Refused refused) {
                // Counted in the totals, which are compared.
            }
        };
    }

    /** Coin tosses decide about quantiles; of what was refused a killed reader remembers nothing. */
    private static WindowResult withoutWhatDependsOnChance(WindowResult window) {
        return new WindowResult(
                window.size(),
                window.startMs(),
                window.activeRiders(),
                window.distinctRiders(),
                null,
                window.zones().stream()
                        .map(zone -> new ZoneResult(
                                zone.events(),
                                zone.riders(),
                                zone.idleRiders(),
                                zone.busyRiders(),
                                zone.speedSumCmS(),
                                null,
                                zone.ordersPlaced(),
                                zone.ordersDelivered(),
                                zone.openOrders()))
                        .toList(),
                window.ordersByState(),
                window.stages(),
                Refused.NONE);
    }

    private static void keep(Map<String, WindowResult> windows, WindowResult window) {
        WindowResult before = windows.put(window.size() + "@" + window.startMs(), window);
        assertThat(before == null || before.equals(window))
                .as("%s was closed before as %s", window, before)
                .isTrue();
    }
}
