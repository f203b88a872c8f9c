package io.deliverytracking.analytics.domain;

import io.deliverytracking.analytics.domain.SourcePartition.Stream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Drives {@link EventTimeAnalytics} in seconds of event time; every event is sent when it happens unless told otherwise. */
final class AnalyticsFixture {

    static final long ORIGIN_SECOND = 1_700_000_040; // a full minute
    static final WindowSettings SETTINGS =
            new WindowSettings(2_000, 3_000, 60_000, 5_000, 482_000_000, 163_700_000, 8, 7_200_000, 1_000);

    private final ClosedWindows windows = new ClosedWindows();
    final List<WindowResult> closed = windows.inOrder;
    final WindowHistory history = windows.history;
    final EventTimeAnalytics analytics = new EventTimeAnalytics(SETTINGS, windows, new Refusals());
    private final Map<SourcePartition, Long> nextOffset = new TreeMap<>();

    static SourcePartition locations(int partition) {
        return new SourcePartition(Stream.LOCATIONS, partition);
    }

    static SourcePartition orders(int partition) {
        return new SourcePartition(Stream.ORDERS, partition);
    }

    AnalyticsFixture assigned(SourcePartition... partitions) {
        Map<SourcePartition, RebuildPoint> assignment = new TreeMap<>();
        for (SourcePartition partition : partitions) {
            assignment.put(partition, RebuildPoint.fresh(0));
        }
        analytics.assign(assignment);
        return this;
    }

    /** A fix of {@code rider} at {@code atSecond} after the origin, north of the centre, at 5 m/s. */
    AnalyticsFixture fix(SourcePartition partition, int rider, double atSecond) {
        return fix(partition, rider, atSecond, atSecond);
    }

    AnalyticsFixture fix(SourcePartition partition, int rider, double atSecond, double sentAtSecond) {
        FixBatch batch = new FixBatch(1);
        batch.add(
                offset(partition),
                ms(sentAtSecond),
                ms(atSecond),
                rider,
                482_100_000,
                163_700_000,
                500,
                rider % 2 == 0);
        analytics.addFixes(partition, batch);
        return this;
    }

    AnalyticsFixture order(SourcePartition partition, long orderId, OrderState state, double atSecond) {
        analytics.addOrderSteps(
                partition,
                List.of(new OrderStep(
                        offset(partition),
                        ms(atSecond),
                        ms(atSecond),
                        orderId,
                        state,
                        ms(0),
                        482_100_000,
                        163_700_000)));
        return this;
    }

    List<Long> closedSeconds() {
        return closed.stream()
                .filter(window -> window.size() == WindowSize.ONE_SECOND)
                .map(window -> window.startMs() / 1_000 - ORIGIN_SECOND)
                .toList();
    }

    WindowResult closed(WindowSize size, long startSecond) {
        return closed.stream()
                .filter(window -> window.size() == size && window.startMs() == ms(startSecond))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(size + " at " + startSecond + " is not closed; closed: " + closed));
    }

    static long ms(double second) {
        return ORIGIN_SECOND * 1_000 + Math.round(second * 1_000);
    }

    private long offset(SourcePartition partition) {
        return nextOffset.merge(partition, 1L, Long::sum) - 1;
    }
}
