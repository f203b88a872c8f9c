package io.deliverytracking.location.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GeoBoxTest {

    private static final int LAT = GeoBox.MAX_LATITUDE_E7;
    private static final int LON = GeoBox.MAX_LONGITUDE_E7;

    @Test
    void containsItsEdges() {
        GeoBox box = new GeoBox(10, 20, 30, 40);
        assertThat(box.contains(10, 20)).isTrue();
        assertThat(box.contains(30, 40)).isTrue();
        assertThat(box.contains(9, 20)).isFalse();
        assertThat(box.contains(30, 41)).isFalse();
    }

    @Test
    void withWestAboveEastItCrossesTheAntimeridian() {
        GeoBox box = new GeoBox(-100, LON - 50, 100, -LON + 50);
        assertThat(box.contains(0, LON - 10)).isTrue();
        assertThat(box.contains(0, -LON + 10)).isTrue();
        assertThat(box.contains(0, LON)).isTrue();
        assertThat(box.contains(0, -LON)).isTrue();
        assertThat(box.contains(0, 0)).isFalse();
    }

    @Test
    void touchingTheAntimeridianFromEitherSideItContainsBothNamesOfIt() {
        GeoBox fromTheWest = new GeoBox(-100, LON - 50, 100, LON);
        GeoBox fromTheEast = new GeoBox(-100, -LON, 100, -LON + 50);
        assertThat(fromTheWest.contains(0, -LON)).isTrue();
        assertThat(fromTheEast.contains(0, LON)).isTrue();
        assertThat(fromTheWest.contains(0, -LON + 1)).isFalse();
        assertThat(fromTheEast.contains(0, LON - 1)).isFalse();
    }

    @Test
    void refusesLatitudesInTheWrongOrderAndAnglesThatDoNotExist() {
        assertThatThrownBy(() -> new GeoBox(1, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GeoBox(-LAT - 1, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GeoBox(0, Integer.MIN_VALUE, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GeoBox(0, 0, 0, LON + 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theBoxAroundACircleContainsEveryPointOfIt() {
        Random random = new Random(7);
        for (int round = 0; round < 200_000; round++) {
            int latitude = random.nextInt(10) == 0 ? LAT - random.nextInt(1_000) : random.nextInt(2 * LAT + 1) - LAT;
            int longitude = (int) (random.nextLong(2L * LON + 1) - LON);
            double radius = Math.pow(10, random.nextDouble() * 7.3);
            int otherLatitude = clamp(latitude + (long) (random.nextGaussian() * radius * 90));
            int otherLongitude = (int) (random.nextLong(2L * LON + 1) - LON);
            if (GreatCircle.distanceM(latitude, longitude, otherLatitude, otherLongitude) <= radius) {
                assertThat(GeoBox.around(latitude, longitude, radius).contains(otherLatitude, otherLongitude))
                        .as(
                                "(%d,%d) within %f m of (%d,%d)",
                                otherLatitude, otherLongitude, radius, latitude, longitude)
                        .isTrue();
            }
        }
    }

    private static int clamp(long latitude) {
        return (int) Math.max(-LAT, Math.min(LAT, latitude));
    }
}
