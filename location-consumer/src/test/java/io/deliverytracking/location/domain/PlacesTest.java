package io.deliverytracking.location.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Boxes and neighbours, compared with looking at every rider. */
class PlacesTest {

    private static final int LAT = GeoBox.MAX_LATITUDE_E7;
    private static final int LON = GeoBox.MAX_LONGITUDE_E7;

    /** Where riders gather. */
    enum World {
        CITY((random, i) ->
                new int[] {525_000_000 + random.nextInt(2_000_000), 134_000_000 + random.nextInt(3_000_000)}),
        ANTIMERIDIAN((random, i) ->
                new int[] {-180_000_000 + random.nextInt(3_000_000), wrap(LON - 1_500_000 + random.nextLong(3_000_000))
                }),
        NORTH_POLE((random, i) -> new int[] {
            LAT - (i % 50 == 0 ? 0 : random.nextInt(2_000_000)), wrap(-LON + random.nextLong(2L * LON + 1))
        }),
        SOUTH_POLE((random, i) ->
                new int[] {-LAT + random.nextInt(2_000_000), wrap(-LON + random.nextLong(2L * LON + 1))}),
        WHOLE_GLOBE((random, i) ->
                new int[] {-LAT + random.nextInt(2 * LAT + 1), wrap(-LON + random.nextLong(2L * LON + 1))});

        private final BiFunction<Random, Integer, int[]> place;

        World(BiFunction<Random, Integer, int[]> place) {
            this.place = place;
        }
    }

    private record Dot(int riderId, int latitudeE7, int longitudeE7) {}

    private final LiveMap map =
            new LiveMap(50_000, new Retention(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofMinutes(1)));
    private final List<Dot> dots = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void aBoxHoldsExactlyTheRidersInIt(World world) {
        Random random = new Random(world.ordinal());
        populate(world, random);
        for (int round = 0; round < 200; round++) {
            int[] a = world.place.apply(random, 1);
            int[] b = world.place.apply(random, 1);
            GeoBox box = new GeoBox(Math.min(a[0], b[0]), a[1], Math.max(a[0], b[0]), b[1]);
            List<Integer> expected = dots.stream()
                    .filter(dot -> box.contains(dot.latitudeE7(), dot.longitudeE7()))
                    .map(Dot::riderId)
                    .toList();
            BoxContent content = map.ridersIn(box, Integer.MAX_VALUE);
            assertThat(content.total()).as("%s", box).isEqualTo(expected.size());
            assertThat(content.riders())
                    .extracting(RiderPosition::riderId)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theNearestAreThoseThatLookingAtEveryRiderFinds(World world) {
        Random random = new Random(100 + world.ordinal());
        populate(world, random);
        for (int round = 0; round < 200; round++) {
            int[] from = world.place.apply(random, round);
            int count = 1 + random.nextInt(40);
            double maxDistance = Math.pow(10, 1 + random.nextDouble() * 6.4);
            List<Integer> expected = dots.stream()
                    .filter(dot -> distance(from, dot) <= maxDistance)
                    .sorted(Comparator.<Dot>comparingDouble(dot -> distance(from, dot))
                            .thenComparingInt(Dot::riderId))
                    .limit(count)
                    .map(Dot::riderId)
                    .toList();
            assertThat(map.nearest(from[0], from[1], count, maxDistance))
                    .as("%d within %f m of %d, %d", count, maxDistance, from[0], from[1])
                    .extracting(near -> near.rider().riderId())
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void aBoxIsFoundAlsoWhenItsRidersMoveAway() {
        Fixes fixes = Fixes.fixes();
        GeoBox home = new GeoBox(0, 0, 1_000_000, 1_000_000);
        for (int rider = 1; rider <= 500; rider++) {
            fixes.rider(rider, 1, 0, rider, rider).rider(rider, 1, 1, rider % 2 == 0 ? 500_000_000 : rider, rider);
        }
        map.accept(fixes.batch());
        assertThat(map.ridersIn(home, 1_000).total()).isEqualTo(250);
        assertThat(map.ridersIn(new GeoBox(499_000_000, 0, 501_000_000, 1_000), 1_000)
                        .total())
                .isEqualTo(250);
    }

    @Test
    void aLimitBoundsWhatIsCopiedNotWhatIsCounted() {
        populate(World.CITY, new Random(1));
        BoxContent content = map.ridersIn(new GeoBox(-LAT, -LON, LAT, LON), 10);
        assertThat(content.riders()).hasSize(10);
        assertThat(content.total()).isEqualTo(dots.size());
    }

    @Test
    void nearestOnAnEmptyMapIsNobody() {
        assertThat(map.nearest(0, 0, 5, 1e9)).isEmpty();
    }

    @Test
    void nearestRefusesANonsensicalQuestion() {
        assertThatThrownBy(() -> map.nearest(0, 0, 0, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> map.nearest(0, 0, 1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    private void populate(World world, Random random) {
        Fixes fixes = Fixes.fixes();
        for (int i = 0; i < 2_000; i++) {
            int[] place = i % 97 == 0 ? new int[] {0, i % 2 == 0 ? LON : -LON} : world.place.apply(random, i);
            dots.add(new Dot(i + 1, place[0], place[1]));
            fixes.rider(i + 1, 1, 0, place[0], place[1]);
        }
        map.accept(fixes.batch());
    }

    private static double distance(int[] from, Dot dot) {
        return GreatCircle.distanceM(from[0], from[1], dot.latitudeE7(), dot.longitudeE7());
    }

    private static int wrap(long longitude) {
        return (int) (longitude > LON ? longitude - 2L * LON : longitude);
    }
}
