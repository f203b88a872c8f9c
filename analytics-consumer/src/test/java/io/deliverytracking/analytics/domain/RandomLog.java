package io.deliverytracking.analytics.domain;

import static io.deliverytracking.analytics.domain.AnalyticsFixture.locations;
import static io.deliverytracking.analytics.domain.AnalyticsFixture.ms;
import static io.deliverytracking.analytics.domain.AnalyticsFixture.orders;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Four minutes of fixes and order steps from a seed: a tenth of the fixes far out of order, orders whose steps overtake each
 * other, repeated steps, clocks ahead.
 */
final class RandomLog {

    static final int LOCATION_PARTITIONS = 3;
    static final int ORDER_PARTITIONS = 2;

    private static final int SECONDS = 240;
    private static final int LATITUDE_E7 = 482_100_000;
    private static final int LONGITUDE_E7 = 163_700_000;

    record Fix(int rider, long recordTimeMs, long eventTimeMs, int latitudeE7, int speedCmS) {}

    record Step(long recordTimeMs, long eventTimeMs, long orderId, OrderState state, long placedAtMs) {}

    final List<List<Fix>> fixes = new ArrayList<>();
    final List<List<Step>> steps = new ArrayList<>();

    RandomLog(Random random) {
        for (int partition = 0; partition < LOCATION_PARTITIONS; partition++) {
            fixes.add(randomFixes(random));
        }
        for (int partition = 0; partition < ORDER_PARTITIONS; partition++) {
            steps.add(randomSteps(random, partition));
        }
    }

    Map<SourcePartition, RebuildPoint> beginnings() {
        Map<SourcePartition, RebuildPoint> assignment = new TreeMap<>();
        for (int partition = 0; partition < LOCATION_PARTITIONS; partition++) {
            assignment.put(locations(partition), RebuildPoint.fresh(0));
        }
        for (int partition = 0; partition < ORDER_PARTITIONS; partition++) {
            assignment.put(orders(partition), RebuildPoint.fresh(0));
        }
        return assignment;
    }

    int size(SourcePartition partition) {
        return (partition.stream() == SourcePartition.Stream.LOCATIONS ? fixes : steps)
                .get(partition.partition())
                .size();
    }

    /** The reader takes in the events from one offset to another. */
    void read(EventTimeAnalytics reader, SourcePartition partition, int from, int to) {
        if (partition.stream() == SourcePartition.Stream.LOCATIONS) {
            FixBatch batch = new FixBatch(Math.max(1, to - from));
            for (int offset = from; offset < to; offset++) {
                Fix fix = fixes.get(partition.partition()).get(offset);
                batch.add(
                        offset,
                        fix.recordTimeMs(),
                        fix.eventTimeMs(),
                        fix.rider(),
                        fix.latitudeE7(),
                        LONGITUDE_E7,
                        fix.speedCmS(),
                        fix.rider() % 3 == 0);
            }
            reader.addFixes(partition, batch);
        } else {
            List<OrderStep> batch = new ArrayList<>();
            for (int offset = from; offset < to; offset++) {
                Step step = steps.get(partition.partition()).get(offset);
                batch.add(new OrderStep(
                        offset,
                        step.recordTimeMs(),
                        step.eventTimeMs(),
                        step.orderId(),
                        step.state(),
                        step.placedAtMs(),
                        LATITUDE_E7,
                        LONGITUDE_E7));
            }
            reader.addOrderSteps(partition, batch);
        }
    }

    private static List<Fix> randomFixes(Random random) {
        List<Fix> made = new ArrayList<>();
        for (int i = 0; i < SECONDS * 10; i++) {
            double sentAt = i * 0.1;
            double behind = random.nextInt(10) == 0 ? random.nextDouble() * 9 : random.nextDouble();
            double ahead = random.nextInt(200) == 0 ? 70 : 0;
            made.add(new Fix(
                    1 + random.nextInt(50),
                    ms(sentAt),
                    ms(sentAt - behind + ahead),
                    LATITUDE_E7 + random.nextInt(400_000),
                    random.nextInt(1_500)));
        }
        return made;
    }

    private static List<Step> randomSteps(Random random, int partition) {
        List<Step> made = new ArrayList<>();
        OrderState[] usual = {
            OrderState.PLACED, OrderState.ACCEPTED, OrderState.READY, OrderState.PICKED_UP, OrderState.DELIVERED
        };
        for (int order = 0; order < 150; order++) {
            long orderId = order * ORDER_PARTITIONS + partition + 1L;
            double placedAt = random.nextDouble() * SECONDS;
            double at = placedAt;
            boolean cancelled = random.nextInt(10) == 0;
            for (OrderState state : usual) {
                OrderState entered = cancelled && state == OrderState.PICKED_UP ? OrderState.CANCELLED : state;
                double delay = random.nextInt(15) == 0 ? random.nextDouble() * 12 : random.nextDouble() * 3;
                made.add(new Step(ms(at + delay), ms(at), orderId, entered, ms(placedAt)));
                if (random.nextInt(5) == 0) {
                    made.add(
                            new Step(ms(at + delay + random.nextDouble() * 4), ms(at), orderId, entered, ms(placedAt)));
                }
                if (entered == OrderState.CANCELLED) {
                    break;
                }
                at += random.nextInt(3) == 0 ? random.nextDouble() * 60 : random.nextDouble() * 3;
            }
        }
        made.removeIf(step -> step.recordTimeMs() > ms(SECONDS));
        made.sort(Comparator.comparingLong(Step::recordTimeMs));
        // Event time gets as far as that of the fixes.
        made.add(new Step(ms(SECONDS), ms(SECONDS), 1_000_000 + partition, OrderState.PLACED, ms(SECONDS)));
        return made;
    }
}
