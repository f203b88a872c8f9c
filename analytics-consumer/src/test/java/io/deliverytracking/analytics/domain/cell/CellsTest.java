package io.deliverytracking.analytics.domain.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.elasticsearch.h3.H3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {

    private static final int RIDERS = 200;

    /** Cities, the equator, a date line, high latitudes; coarse and fine cells. */
    @ParameterizedTest
    @CsvSource({
        "52.52,13.405,8",
        "48.2,16.37,8",
        "-33.9,151.2,10",
        "0,0,8",
        "-16.5,179.99,7",
        "71,-8,9",
        "78.2,15.6,8",
        "40,-100,4",
        "10,10,2",
        "35.7,139.7,12"
    })
    void theRememberedCellIsTheOneThatH3Says(double latitude, double longitude, int resolution) {
        CellDirectory directory = new CellDirectory(resolution);
        Random random = new Random(resolution);
        double edge = 60 * Math.pow(7, -resolution / 2.0);
        for (int i = 0; i < 200_000; i++) {
            int latitudeE7 = (int) Math.round((latitude + random.nextGaussian() * edge) * 1e7);
            int longitudeE7 =
                    (int) Math.round(Math.max(-180, Math.min(180, longitude + random.nextGaussian() * edge)) * 1e7);
            int index = directory.indexOf(i % 3, latitudeE7, longitudeE7);
            assertThat(directory.cell(index)).isEqualTo(H3.geoToH3(latitudeE7 / 1e7, longitudeE7 / 1e7, resolution));
        }
        assertThat(directory.size()).isGreaterThan(3);
    }

    @Test
    void aRiderWhoRidesThroughACityIsRarelyLookedUp() {
        CellDirectory directory = new CellDirectory(8);
        Random random = new Random(1);
        int inside = 0;
        int fixes = 100_000;
        for (int i = 0; i < fixes; i++) {
            int latitudeE7 = 525_200_000 + random.nextInt(300_000);
            int longitudeE7 = 134_000_000 + random.nextInt(300_000);
            int index = directory.indexOf(0, latitudeE7, longitudeE7);
            inside += InnerCircle.of(directory.cell(index)).contains(latitudeE7, longitudeE7) ? 1 : 0;
        }
        assertThat(inside / (double) fixes).isGreaterThan(0.7);
    }

    @Test
    void cellsBeyondTheCapacityAreElsewhere() {
        CellDirectory directory = new CellDirectory(8, 2);
        assertThat(directory.indexOf(1, 525_200_000, 134_050_000)).isZero();
        assertThat(directory.indexOf(1, 535_200_000, 134_050_000)).isEqualTo(1);
        assertThat(directory.indexOf(1, 545_200_000, 134_050_000)).isEqualTo(CellDirectory.ELSEWHERE);
        assertThat(directory.indexOf(1, 545_200_000, 134_050_000)).isEqualTo(CellDirectory.ELSEWHERE);
        assertThat(directory.indexOf(1, 525_200_000, 134_050_000)).isZero();

        CellCounts counts = new CellCounts();
        counts.add(CellDirectory.ELSEWHERE, 1, 500);
        counts.add(1, 1, 500);
        CellFigures figures = counts.figures(directory);
        assertThat(figures.elsewhere()).isEqualTo(1);
        assertThat(figures.size()).isEqualTo(1);
    }

    @Test
    void mergedCountsEqualDirectOnesAndARecount() {
        CellDirectory directory = new CellDirectory(8);
        Random random = new Random(7);
        CellCounts direct = new CellCounts();
        CellCounts[] panes = new CellCounts[10];
        Arrays.setAll(panes, pane -> new CellCounts());
        Map<Long, Integer> events = new HashMap<>();
        Map<Long, Long> speeds = new HashMap<>();
        Map<Long, Set<Integer>> riders = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            int rider = random.nextInt(RIDERS);
            int cell = directory.indexOf(
                    rider, 525_200_000 + random.nextInt(400_000), 134_000_000 + random.nextInt(400_000));
            int speed = random.nextInt(1_000);
            direct.add(cell, rider, speed);
            panes[i / 2_000].add(cell, rider, speed);
            long name = directory.cell(cell);
            events.merge(name, 1, Integer::sum);
            speeds.merge(name, (long) speed, Long::sum);
            riders.computeIfAbsent(name, first -> new HashSet<>()).add(rider);
        }
        CellCounts merged = new CellCounts();
        for (CellCounts pane : panes) {
            merged.merge(pane);
        }
        CellFigures figures = direct.figures(directory);
        assertThat(merged.figures(directory)).isEqualTo(figures);
        assertThat(figures.cell()).isSorted().hasSize(events.size());
        for (int i = 0; i < figures.size(); i++) {
            long cell = figures.cell()[i];
            assertThat(figures.events()[i]).isEqualTo(events.get(cell));
            assertThat(figures.riders()[i]).isEqualTo(riders.get(cell).size());
            assertThat(figures.speedSumCmS()[i]).isEqualTo(speeds.get(cell));
        }
    }

    @Test
    void aCellIsDrawnAroundItsCentre() {
        // The example of H3's documentation.
        CellShape shape = CellShape.of(H3.geoToH3(37.775938728915946, -122.41795063018799, 9));
        assertThat(shape.name()).isEqualTo("8928308280fffff");
        assertThat(shape.boundary()).hasSize(6);
        assertThat(shape.centre().latitude()).isBetween(37.775, 37.778);
        assertThat(shape.centre().longitude()).isBetween(-122.42, -122.417);
    }

    @Test
    void aResolutionThatH3DoesNotHaveIsRefused() {
        assertThatThrownBy(() -> new CellDirectory(16)).hasMessageContaining("resolution 16");
    }
}
