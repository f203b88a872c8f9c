package io.deliverytracking.analytics.domain;

import static io.deliverytracking.analytics.domain.AnalyticsFixture.ms;
import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.analytics.domain.cell.CellFigures;
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

    private static final int LIVES = 8;

    /** What a reader leaves behind: windows and refused events up to the last moment, commits of some time before. */
    private static final class Remains implements WindowSink {
        private final Map<String, WindowResult> windows = new TreeMap<>();
        private final Map<String, CellFigures> cells = new TreeMap<>();
        private final Map<SourcePartition, Long> countedUpTo = new TreeMap<>();
        private Map<Long, Refused> refused = Map.of();
        private Map<SourcePartition, RebuildPoint> commits;
        private long counted;
        private long late;
        private long ahead;

        private Remains(Map<SourcePartition, RebuildPoint> commits) {
            this.commits = commits;
        }

        @Override
        public void closed(WindowResult window, CellFigures figures) {
            String name = name(window.size(), window.startMs());
            WindowResult before = windows.put(name, withoutWhatDependsOnChance(window));
            if (before != null) {
                assertThat(withoutRefused(withoutWhatDependsOnChance(window)))
                        .as("%s was closed before", name)
                        .isEqualTo(withoutRefused(before));
            }
            cells.put(name, figures);
        }

        @Override
        public void refused(WindowSize size, long startMs, Refused further) {
            windows.computeIfPresent(name(size, startMs), (name, window) -> window.with(further));
        }

        private void live(RandomLog log, Random random, int batches) {
            Refusals refusals = new Refusals();
            refused.forEach(refusals::restore);
            EventTimeAnalytics reader = new EventTimeAnalytics(AnalyticsFixture.SETTINGS, this, refusals);
            Map<SourcePartition, RebuildPoint> starts = new TreeMap<>();
            commits.forEach((partition, point) ->
                    starts.put(partition, point.countedUpTo(countedUpTo.getOrDefault(partition, 0L))));
            reader.assign(starts);
            Map<SourcePartition, Integer> next = new TreeMap<>();
            starts.forEach((partition, point) -> next.put(partition, (int) point.offset()));
            int read = 0;
            boolean more = true;
            while (more && read < batches) {
                more = false;
                for (SourcePartition partition : starts.keySet()) {
                    int from = next.getOrDefault(partition, 0);
                    int to = Math.min(log.size(partition), from + 1 + random.nextInt(40));
                    log.read(reader, partition, from, to);
                    next.put(partition, to);
                    more |= to < log.size(partition);
                    read++;
                }
                if (random.nextInt(8) == 0) {
                    commit(reader);
                }
            }
            for (SourcePartition partition : starts.keySet()) {
                countedUpTo.put(partition, reader.countedUpTo(partition));
            }
            refused = refusals.takeAll();
            counted += reader.totals().counted();
            late += reader.totals().late();
            ahead += reader.totals().ahead();
        }

        private void commit(EventTimeAnalytics reader) {
            Map<SourcePartition, RebuildPoint> points = new TreeMap<>();
            for (SourcePartition partition : reader.assigned()) {
                RebuildPoint point = reader.rebuildPoint(partition);
                points.put(partition, RebuildPoint.parse(point.toText()).orElseThrow());
            }
            commits = points;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void killsAtRandomMomentsLeaveEveryWindowAsItWouldHaveBeen(long seed) {
        Random random = new Random(seed);
        RandomLog log = new RandomLog(random);

        Remains undisturbed = new Remains(log.beginnings());
        undisturbed.live(log, new Random(seed + 1), Integer.MAX_VALUE);
        Remains killed = new Remains(log.beginnings());
        for (int life = 1; life < LIVES; life++) {
            killed.live(log, random, 5 + random.nextInt(600));
        }
        killed.live(log, random, Integer.MAX_VALUE);

        assertThat(killed.windows).as("seed %d", seed).isEqualTo(undisturbed.windows);
        assertThat(killed.cells).as("seed %d", seed).isEqualTo(undisturbed.cells);
        assertThat(killed.counted).as("seed %d", seed).isEqualTo(undisturbed.counted);
        assertThat(killed.late).as("seed %d", seed).isEqualTo(undisturbed.late);
        assertThat(killed.ahead).as("seed %d", seed).isEqualTo(undisturbed.ahead);
        assertThat(undisturbed.late).as("the log holds late events").isPositive();
        assertThat(undisturbed.ahead).as("and clocks ahead").isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void windowsEqualARecountOfTheLog(long seed) {
        RandomLog log = new RandomLog(new Random(seed));
        Remains closed = new Remains(log.beginnings());
        closed.live(log, new Random(seed), Integer.MAX_VALUE);

        Map<String, Recount> recounts = new TreeMap<>();
        for (List<RandomLog.Fix> partition : log.fixes) {
            long newestMs = Long.MIN_VALUE;
            for (RandomLog.Fix fix : partition) {
                long second = Math.floorDiv(fix.eventTimeMs(), 1_000L);
                boolean ahead = fix.eventTimeMs() - fix.recordTimeMs() > 60_000;
                boolean late = !ahead && isLate(second, newestMs);
                if (!ahead) {
                    newestMs = Math.max(newestMs, Math.min(fix.eventTimeMs(), fix.recordTimeMs()));
                }
                for (WindowSize size : WindowSize.values()) {
                    recounts.computeIfAbsent(name(size, size.startOf(second) * 1_000), first -> new Recount())
                            .add(fix, late, ahead);
                }
            }
        }

        for (List<RandomLog.Step> partition : log.steps) {
            long newestMs = Long.MIN_VALUE;
            for (RandomLog.Step step : partition) {
                long second = Math.floorDiv(step.eventTimeMs(), 1_000L);
                if (isLate(second, newestMs)) {
                    for (WindowSize size : WindowSize.values()) {
                        recounts.computeIfAbsent(name(size, size.startOf(second) * 1_000), first -> new Recount())
                                .late++;
                    }
                }
                newestMs = Math.max(newestMs, step.eventTimeMs());
            }
        }

        assertThat(closed.windows).isNotEmpty();
        closed.windows.forEach((name, window) -> {
            Recount recount = recounts.getOrDefault(name, new Recount());
            assertThat(window.events()).as(name).isEqualTo(recount.events);
            assertThat(window.activeRiders()).as(name).isEqualTo(recount.riders.size());
            assertThat(window.distinctRiders()).as(name).isEqualTo(recount.riders.size());
            assertThat(window.speedSumCmS()).as(name).isEqualTo(recount.speedSumCmS);
            assertThat(window.refused()).as(name).isEqualTo(new Refused(recount.late, recount.ahead));
        });
    }

    private static final class Recount {
        private long events;
        private long speedSumCmS;
        private final Set<Integer> riders = new HashSet<>();
        private long late;
        private long ahead;

        private void add(RandomLog.Fix fix, boolean isLate, boolean isAhead) {
            if (isLate) {
                late++;
            } else if (isAhead) {
                ahead++;
            } else {
                events++;
                speedSumCmS += fix.speedCmS();
                riders.add(fix.rider());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void openOrdersAndStageTimesEqualARecountOfTheSteps(long seed) {
        RandomLog log = new RandomLog(new Random(seed));
        Remains closed = new Remains(log.beginnings());
        closed.live(log, new Random(seed), Integer.MAX_VALUE);

        Map<Long, Map<OrderState, Long>> onTime = new TreeMap<>();
        for (List<RandomLog.Step> partition : log.steps) {
            long newestMs = Long.MIN_VALUE;
            for (RandomLog.Step step : partition) {
                long second = Math.floorDiv(step.eventTimeMs(), 1_000L);
                if (!isLate(second, newestMs)) {
                    onTime.computeIfAbsent(step.orderId(), first -> new TreeMap<>())
                            .put(step.state(), step.eventTimeMs());
                }
                newestMs = Math.max(newestMs, step.eventTimeMs());
            }
        }
        closed.windows.forEach((name, window) -> {
            long open = 0;
            long rides = 0;
            long rideMs = 0;
            for (Map<OrderState, Long> order : onTime.values()) {
                long endedMs = Math.min(
                        order.getOrDefault(OrderState.DELIVERED, Long.MAX_VALUE),
                        order.getOrDefault(OrderState.CANCELLED, Long.MAX_VALUE));
                boolean known = order.values().stream().anyMatch(atMs -> atMs < window.endMs());
                open += known && endedMs >= window.endMs() ? 1 : 0;
                Long deliveredMs = order.get(OrderState.DELIVERED);
                Long pickedUpMs = order.get(OrderState.PICKED_UP);
                if (deliveredMs != null
                        && pickedUpMs != null
                        && deliveredMs >= window.startMs()
                        && deliveredMs < window.endMs()) {
                    rides++;
                    rideMs += deliveredMs - pickedUpMs;
                }
            }
            assertThat(window.zones().stream().mapToLong(ZoneResult::openOrders).sum())
                    .as(name)
                    .isEqualTo(open);
            StageResult ride = window.stages().get(DeliveryStage.RIDE);
            assertThat(ride == null ? 0 : ride.count()).as(name).isEqualTo(rides);
            assertThat(ride == null ? 0 : ride.sumMs()).as(name).isEqualTo(rideMs);
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

    /** The specification: the second's end and the allowed lateness lie at or before the watermark. */
    private static boolean isLate(long second, long newestMs) {
        WindowSettings settings = AnalyticsFixture.SETTINGS;
        return newestMs != Long.MIN_VALUE
                && (second + 1) * 1_000 + settings.allowedLatenessMs() <= newestMs - settings.outOfOrdernessMs();
    }

    private static String name(WindowSize size, long startMs) {
        return size + "@" + (startMs - ms(0)) / 1_000;
    }

    /** Coin tosses decide about quantiles. */
    private static WindowResult withoutWhatDependsOnChance(WindowResult window) {
        List<ZoneResult> zones = window.zones().stream()
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
                .toList();
        return new WindowResult(
                window.size(),
                window.startMs(),
                window.activeRiders(),
                window.distinctRiders(),
                null,
                zones,
                window.ordersByState(),
                window.stages(),
                window.refused());
    }

    private static WindowResult withoutRefused(WindowResult window) {
        return new WindowResult(
                window.size(),
                window.startMs(),
                window.activeRiders(),
                window.distinctRiders(),
                window.speedCmS(),
                window.zones(),
                window.ordersByState(),
                window.stages(),
                Refused.NONE);
    }
}
