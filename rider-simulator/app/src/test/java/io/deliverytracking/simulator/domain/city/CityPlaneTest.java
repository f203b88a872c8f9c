package io.deliverytracking.simulator.domain.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CityPlaneTest {

    @Test
    void aKilometreIsAKilometreInBothDirections() {
        CityPlane berlin = new CityPlane(525_200_000, 134_050_000, 12_000);
        assertThat(berlin.latitudeE7(1_000)).isEqualTo(525_200_000 + 89_932);
        // cos 52.52 degrees is 0.6085.
        assertThat(berlin.longitudeE7(1_000)).isBetween(134_050_000 + 147_700, 134_050_000 + 147_900);
    }

    @Test
    void theDateLineIsNoEdge() {
        CityPlane fiji = new CityPlane(-168_000_000, 1_799_999_000, 12_000);
        assertThat(fiji.longitudeE7(1_000)).isBetween(-1_800_000_000, -1_799_900_000);
    }

    @Test
    void refusesCitiesThatAreNone() {
        assertThatThrownBy(() -> new CityPlane(850_000_000, 0, 12_000)).hasMessageContaining("beyond 80 degrees");
        assertThatThrownBy(() -> new CityPlane(0, 0, 10)).hasMessageContaining("radius");
        assertThatThrownBy(() -> new CityPlane(0, 0, Float.NaN)).hasMessageContaining("radius");
    }
}
