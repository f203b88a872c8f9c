package io.deliverytracking.dbwriter.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimePartitionsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void rangesLieOnAGridOfTheWidth() {
        TimePartitions none = new TimePartitions(Duration.ofMinutes(5), List.of());

        assertThat(none.missingFor(NOON.plusSeconds(421)))
                .isEqualTo(new TimeRange(NOON.plusSeconds(300), NOON.plusSeconds(600)));
    }

    @Test
    void aTimeThatHasAPlaceNeedsNone() {
        TimePartitions partitions =
                new TimePartitions(Duration.ofMinutes(5), List.of(new TimeRange(NOON, NOON.plusSeconds(300))));

        assertThat(partitions.missingFor(NOON)).isNull();
        assertThat(partitions.missingFor(NOON.plusSeconds(299))).isNull();
        assertThat(partitions.missingFor(NOON.plusSeconds(300))).isNotNull();
    }

    @Test
    void severalWidthsAreMadeAhead() {
        TimePartitions partitions =
                new TimePartitions(Duration.ofMinutes(1), List.of(new TimeRange(NOON, NOON.plusSeconds(60))));

        assertThat(partitions.missingAhead(NOON.plusSeconds(30), 3))
                .containsExactly(
                        new TimeRange(NOON.plusSeconds(60), NOON.plusSeconds(120)),
                        new TimeRange(NOON.plusSeconds(120), NOON.plusSeconds(180)),
                        new TimeRange(NOON.plusSeconds(180), NOON.plusSeconds(240)));
    }

    @Test
    void aRangeOfAnotherWidthIsNeverOverlapped() {
        TimeRange odd = new TimeRange(NOON.plusSeconds(100), NOON.plusSeconds(200));
        TimePartitions partitions = new TimePartitions(Duration.ofMinutes(5), List.of(odd));

        assertThat(partitions.missingFor(NOON.plusSeconds(50))).isEqualTo(new TimeRange(NOON, NOON.plusSeconds(100)));
        assertThat(partitions.missingFor(NOON.plusSeconds(250)))
                .isEqualTo(new TimeRange(NOON.plusSeconds(200), NOON.plusSeconds(300)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverTheWidthsWereEveryTimeFindsExactlyOnePlace(long seed) {
        Random random = new Random(seed);
        TimePartitions partitions = new TimePartitions(Duration.ofSeconds(1), List.of());
        List<TimeRange> made = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            // The operator changes the width at every step.
            partitions = new TimePartitions(Duration.ofSeconds(1 + random.nextInt(600)), made);
            Instant time = NOON.plusMillis(random.nextInt(7_200_000));
            TimeRange missing = partitions.missingFor(time);
            if (missing != null) {
                assertThat(missing.contains(time)).isTrue();
                made.add(missing);
            }
            assertThat(made.stream().filter(range -> range.contains(time))).hasSize(1);
        }
        made.sort(Comparator.comparing(TimeRange::start));
        for (int i = 1; i < made.size(); i++) {
            assertThat(made.get(i - 1).end()).isBeforeOrEqualTo(made.get(i).start());
        }
    }

    @Test
    void rangesEndBeforeTheyExpire() {
        TimeRange first = new TimeRange(NOON, NOON.plusSeconds(60));
        TimeRange second = new TimeRange(NOON.plusSeconds(60), NOON.plusSeconds(120));
        TimePartitions partitions = new TimePartitions(Duration.ofMinutes(1), List.of(second, first));

        assertThat(partitions.endedBy(NOON.plusSeconds(119))).containsExactly(first);
        assertThat(partitions.endedBy(NOON.plusSeconds(120))).containsExactly(first, second);
    }
}
