package io.deliverytracking.simulator.domain.city.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.simulator.domain.city.CityPlane;
import io.deliverytracking.simulator.domain.city.street.StreetClass;
import io.deliverytracking.simulator.domain.city.street.StreetNetwork;
import io.deliverytracking.simulator.domain.city.wire.NetworkWriter;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CityPlannerTest {

    private static final int BERLIN_LATITUDE = 525_200_000;
    private static final int BERLIN_LONGITUDE = 134_050_000;

    /** On every machine and every JDK: riders of one seed ride the same streets. */
    @Test
    void aCityFollowsFromItsSeed() throws Exception {
        byte[] bytes = NetworkWriter.write(city(12_000, 42));
        assertThat(NetworkWriter.write(city(12_000, 42))).isEqualTo(bytes);
        assertThat(NetworkWriter.write(city(12_000, 43))).isNotEqualTo(bytes);
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
                .isEqualTo("3ddcc955f23dd12277d45a67e488855095cd50be80b119532a1bc9c18bd1fcd8");
    }

    @ParameterizedTest
    @CsvSource({"500, 1", "500, 2", "1000, 86", "2500, 45", "4000, 3", "12000, 42", "100000, 42"})
    void everyStreetCanBeReachedAndLiesWithinTheCity(float radius, long seed) {
        StreetNetwork streets = city(radius, seed).streets();
        Set<Integer> reached = new HashSet<>(Set.of(0));
        ArrayDeque<Integer> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            int node = open.remove();
            for (int street = streets.firstOut(node); street < streets.firstOut(node + 1); street++) {
                assertThat(streets.origin(street)).isEqualTo(node);
                if (reached.add(streets.target(street))) {
                    open.add(streets.target(street));
                }
            }
        }
        assertThat(reached).hasSize(streets.nodes());
        for (int node = 0; node < streets.nodes(); node++) {
            assertThat(Math.hypot(streets.x(node), streets.y(node))).isLessThanOrEqualTo(radius);
        }
    }

    @ParameterizedTest
    @CsvSource({"500, 1", "1000, 7", "2500, 45", "12000, 42"})
    void onlyBridgesCrossTheRiverAndThereAreSome(float radius, long seed) {
        CityPlan plan = city(radius, seed);
        StreetNetwork streets = plan.streets();
        assertThat(plan.water()).hasSize(1);
        Outline river = plan.water().get(0);
        int bridges = 0;
        for (int street = 0; street < streets.streets(); street++) {
            boolean wet = false;
            for (int i = 0; i <= 8; i++) {
                float along = streets.length(street) * i / 8;
                wet |= river.contains(streets.x(street, along), streets.y(street, along));
            }
            assertThat(wet && !streets.isBridge(street)).isFalse();
            bridges += wet ? 1 : 0;
        }
        assertThat(bridges).isPositive();
        for (int i = 0; i < plan.restaurants().count(); i++) {
            assertThat(streets.isBridge(plan.restaurants().street(i))).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"500, 18", "1000, 75", "2500, 0", "12000, 42"})
    void streetsMeetAtJunctionsAndNowhereElse(float radius, long seed) {
        StreetNetwork streets = city(radius, seed).streets();
        double[] ends = new double[2 * streets.streets()];
        int i = 0;
        for (int street = 0; street < streets.streets(); street++) {
            assertThat(streets.length(street)).isGreaterThan(1);
            if (street < streets.opposite(street)) {
                for (int node : new int[] {streets.origin(street), streets.target(street)}) {
                    ends[i++] = streets.x(node);
                    ends[i++] = streets.y(node);
                }
            }
        }
        assertThat(Crossings.any(ends)).isFalse();
    }

    @Test
    void aLargeCityHasWhatCitiesHave() {
        CityPlan plan = city(12_000, 42);
        StreetNetwork streets = plan.streets();
        Map<StreetClass, Double> kilometres = new HashMap<>();
        for (int street = 0; street < streets.streets(); street++) {
            kilometres.merge(streets.streetClass(street), streets.length(street) / 2_000.0, Double::sum);
        }
        // Two rings of 2.5 and 6.1 km of radius; arterials of 8 km and more; most of it local streets.
        assertThat(kilometres.get(StreetClass.RING)).isBetween(45.0, 65.0);
        assertThat(kilometres.get(StreetClass.ARTERIAL)).isBetween(80.0, 200.0);
        assertThat(kilometres.get(StreetClass.LOCAL)).isBetween(2_000.0, 4_000.0);
        assertThat(plan.parks().size()).isGreaterThan(50);
        assertThat(plan.districts()).hasSizeBetween(12, 16);
        assertThat(plan.districts().stream().map(Outline::name).collect(Collectors.toSet()))
                .hasSize(plan.districts().size())
                .contains("Old Town");
        assertThat(plan.districts().stream().filter(district -> district.contains(0, 0)))
                .extracting(Outline::name)
                .containsExactly("Old Town");
        assertThat(plan.restaurants().count()).isEqualTo(1_410);
        long downtown = 0;
        for (int i = 0; i < plan.restaurants().count(); i++) {
            downtown += Math.hypot(plan.restaurants().x(i), plan.restaurants().y(i)) < 5_000 ? 1 : 0;
        }
        assertThat(downtown).isGreaterThan(700);
    }

    @Test
    void aHugeCityHasCoarserBlocksAndNotMore() {
        assertThat(city(100_000, 1).streets().nodes()).isLessThan(80_000);
        assertThat(city(30_000, 1).streets().nodes()).isLessThan(60_000);
    }

    private static CityPlan city(float radius, long seed) {
        return CityPlanner.plan(new CityPlane(BERLIN_LATITUDE, BERLIN_LONGITUDE, radius), seed);
    }
}
