package io.deliverytracking.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ZoneTest {

    private static final int LATITUDE_E7 = 600_000_000;
    private static final int LONGITUDE_E7 = 100_000_000;

    @Test
    void eachDirectionHasItsZone() {
        assertThat(zoneAt(1_000, 0)).isEqualTo(Zone.NORTH);
        assertThat(zoneAt(0, 1_000)).isEqualTo(Zone.EAST);
        assertThat(zoneAt(-1_000, 0)).isEqualTo(Zone.SOUTH);
        assertThat(zoneAt(0, -1_000)).isEqualTo(Zone.WEST);
    }

    @Test
    void theCentreAndTheDiagonalsBelongToNorthAndSouth() {
        assertThat(zoneAt(0, 0)).isEqualTo(Zone.NORTH);
        // At 60 degrees a degree of longitude is half as long as one of latitude (cos is 0.5 to the last bit but one).
        assertThat(zoneAt(1_001, 2_000)).isEqualTo(Zone.NORTH);
        assertThat(zoneAt(-1_001, -2_000)).isEqualTo(Zone.SOUTH);
        assertThat(zoneAt(999, 2_000)).isEqualTo(Zone.EAST);
        assertThat(zoneAt(-999, -2_000)).isEqualTo(Zone.WEST);
        assertThat(Zone.of(1_000, 1_000, 0, 0)).isEqualTo(Zone.NORTH);
        assertThat(Zone.of(-1_000, 1_000, 0, 0)).isEqualTo(Zone.SOUTH);
    }

    @Test
    void eastIsTheShortWayAcrossTheDateLine() {
        assertThat(Zone.of(0, -1_799_000_000, 0, 1_799_000_000)).isEqualTo(Zone.EAST);
        assertThat(Zone.of(0, 1_799_000_000, 0, -1_799_000_000)).isEqualTo(Zone.WEST);
    }

    private static Zone zoneAt(int north, int east) {
        return Zone.of(LATITUDE_E7 + north, LONGITUDE_E7 + east, LATITUDE_E7, LONGITUDE_E7);
    }
}
