package io.deliverytracking.simulator.domain.city.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.simulator.domain.city.CityPlane;
import io.deliverytracking.simulator.domain.city.plan.CityPlan;
import io.deliverytracking.simulator.domain.city.plan.CityPlanner;
import io.deliverytracking.simulator.domain.city.plan.Outline;
import io.deliverytracking.simulator.domain.city.street.Places;
import io.deliverytracking.simulator.domain.city.street.StreetClass;
import io.deliverytracking.simulator.domain.city.street.StreetNetwork;
import io.deliverytracking.simulator.domain.city.wire.NetworkReader.Feature;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkWriterTest {

    private static final CityPlane NULL_ISLAND = new CityPlane(0, 0, 500);

    /**
     * On the equator a metre is 8.9932 millionths of a degree in both directions.
     *
     * <pre>
     *   2 local
     *   |
     *   0 --arterial-- 1 ==bridge== 3
     * </pre>
     */
    private static CityPlan crossroads() {
        StreetNetwork streets = StreetNetwork.of(
                new float[] {0, 100, 0, 200},
                new float[] {0, 0, 50, 0},
                new int[] {0, 0, 1},
                new int[] {1, 2, 3},
                new byte[] {
                    StreetNetwork.kind(StreetClass.ARTERIAL, false),
                    StreetNetwork.kind(StreetClass.LOCAL, false),
                    StreetNetwork.kind(StreetClass.ARTERIAL, true)
                });
        return new CityPlan(
                NULL_ISLAND,
                streets,
                List.of(new Outline("", new float[] {110, 190, 150}, new float[] {-10, -10, 20})),
                List.of(),
                List.of(new Outline("Süd", new float[] {0, 10, 10}, new float[] {0, 0, 10})),
                new Places(streets, new int[] {0}, new float[] {50}),
                List.of("Bistro Nine"),
                new float[streets.streets()]);
    }

    @Test
    void theBytesAreTheOnesOfTheDescription() {
        assertThat(HexFormat.of().formatHex(NetworkWriter.write(crossroads())))
                .isEqualTo("4454434e" + "0100" + "0700" + "5a50ffff" + "5a50ffff" + "a6af0000" + "a6af0000"
                        // water: three corners, the first one seen from the south-west corner
                        + ("0100" + "0000" + "0e000000" + "01" + "00" + "03" + "ee44dc55" + "00a00b" + "9c04cf05")
                        // no park
                        + ("0200" + "0000" + "01000000" + "00")
                        // a district with a name of three letters in four bytes
                        + ("0300" + "0000" + "11000000" + "01" + "04" + "53c3bc64" + "03" + "a246a246" + "00b401"
                                + "b40100")
                        // an arterial, a local street, a bridge, a restaurant
                        + ("0402" + "0000" + "0a000000" + "01" + "00" + "02" + "a246a246" + "00860e")
                        + ("0404" + "0000" + "0a000000" + "01" + "00" + "02" + "a246a246" + "840700")
                        + ("0502" + "0000" + "0a000000" + "01" + "00" + "02" + "a246a854" + "00880e")
                        + ("0600" + "0000" + "12000000" + "01" + "0b" + "42697374726f204e696e65" + "01" + "a246a64d"));
    }

    @Test
    void whatIsWrittenCanBeReadBack() {
        NetworkReader read = new NetworkReader(NetworkWriter.write(crossroads()));

        assertThat(read.version).isEqualTo(NetworkWriter.VERSION);
        assertThat(List.of(read.southE7, read.westE7, read.northE7, read.eastE7))
                .containsExactly(-44_966, -44_966, 44_966, 44_966);
        assertThat(read.features(3, 0)).singleElement().satisfies(district -> {
            assertThat(district.name()).isEqualTo("Süd");
            assertThat(district.points()).containsExactly(new int[] {0, 0}, new int[] {0, 90}, new int[] {90, 90});
        });
        assertThat(read.features(4, 2))
                .singleElement()
                .satisfies(line -> assertThat(line.points()).containsExactly(new int[] {0, 0}, new int[] {0, 899}));
        assertThat(read.features(4, 4)).hasSize(1);
        assertThat(read.features(5, 2))
                .singleElement()
                .satisfies(line -> assertThat(line.points()).containsExactly(new int[] {0, 899}, new int[] {0, 1_799}));
        assertThat(read.features(6, 0)).singleElement().satisfies(restaurant -> {
            assertThat(restaurant.name()).isEqualTo("Bistro Nine");
            assertThat(restaurant.points()).containsExactly(new int[] {0, 450});
        });
    }

    @Test
    void everyStreetOfACityIsInExactlyOneLine() {
        CityPlane plane = new CityPlane(525_200_000, 134_050_000, 3_000);
        CityPlan plan = CityPlanner.plan(plane, 42);
        NetworkReader read = new NetworkReader(NetworkWriter.write(plan));
        Map<String, Integer> drawn = new HashMap<>();
        for (NetworkReader.Section section : read.sections) {
            if (section.kind() == 4 || section.kind() == 5) {
                for (Feature line : section.features()) {
                    for (int i = 1; i < line.points().size(); i++) {
                        drawn.merge(
                                stretch(
                                        section.kind() == 5,
                                        section.rank(),
                                        line.points().get(i - 1),
                                        line.points().get(i)),
                                1,
                                Integer::sum);
                    }
                }
            }
        }
        StreetNetwork streets = plan.streets();
        Map<String, Integer> there = new HashMap<>();
        for (int street = 0; street < streets.streets(); street++) {
            if (street < streets.opposite(street)) {
                there.merge(
                        stretch(
                                streets.isBridge(street),
                                streets.streetClass(street).rank(),
                                point(plane, streets, streets.origin(street)),
                                point(plane, streets, streets.target(street))),
                        1,
                        Integer::sum);
            }
        }
        assertThat(drawn).isEqualTo(there);
    }

    @Test
    void aCityOnTheDateLineIsDrawnInOnePiece() {
        CityPlan fiji = CityPlanner.plan(new CityPlane(-168_000_000, 1_800_000_000, 2_000), 42);
        NetworkReader read = new NetworkReader(NetworkWriter.write(fiji));
        assertThat(read.westE7).isPositive();
        assertThat(read.eastE7).isNegative();
        for (Feature line : read.features(4, 4)) {
            for (int i = 1; i < line.points().size(); i++) {
                assertThat(Math.abs(line.points().get(i)[1] - line.points().get(i - 1)[1]))
                        .isLessThan(5_000);
            }
        }
    }

    private static int[] point(CityPlane plane, StreetNetwork streets, int node) {
        return new int[] {
            (int) Math.round(plane.latitudeE7(streets.y(node)) / 10.0),
            (int) Math.round(plane.longitudeE7(streets.x(node)) / 10.0)
        };
    }

    private static String stretch(boolean bridge, int rank, int[] a, int[] b) {
        boolean inOrder = a[0] < b[0] || a[0] == b[0] && a[1] <= b[1];
        int[] first = inOrder ? a : b;
        int[] second = inOrder ? b : a;
        return bridge + " " + rank + " " + first[0] + "," + first[1] + " " + second[0] + "," + second[1];
    }
}
