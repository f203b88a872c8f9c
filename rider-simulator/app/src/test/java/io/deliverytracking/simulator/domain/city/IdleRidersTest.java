package io.deliverytracking.simulator.domain.city;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdleRidersTest {

    private static final float RADIUS_M = 3_200;
    private static final float CELL_M = 100;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsANearRiderAndLosesNone(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        IdleRiders idle = new IdleRiders(RADIUS_M);
        idle.resize(200);
        Map<Integer, float[]> model = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            int rider = random.nextInt(200);
            float x = (random.nextFloat() * 2 - 1) * RADIUS_M;
            float y = (random.nextFloat() * 2 - 1) * RADIUS_M;
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    idle.put(rider, x, y);
                    model.put(rider, new float[] {x, y});
                }
                case 2 -> {
                    idle.remove(rider);
                    model.remove(rider);
                }
                default -> {
                    int taken = idle.takeNear(x, y);
                    if (model.isEmpty()) {
                        assertThat(taken).isEqualTo(-1);
                    } else {
                        float[] place = model.remove(taken);
                        assertThat(place).isNotNull();
                        assertThat(rings(place, x, y)).isLessThanOrEqualTo(nearestRing(model, x, y));
                    }
                }
            }
            assertThat(idle.count()).isEqualTo(model.size());
        }
    }

    private static int nearestRing(Map<Integer, float[]> others, float x, float y) {
        return others.values().stream()
                .mapToInt(place -> rings(place, x, y))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** How many cells apart, the way a king moves. */
    private static int rings(float[] place, float x, float y) {
        return Math.max(Math.abs(cell(place[0]) - cell(x)), Math.abs(cell(place[1]) - cell(y)));
    }

    private static int cell(float metres) {
        return (int) ((metres + RADIUS_M) / CELL_M);
    }
}
