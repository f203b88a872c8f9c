package io.deliverytracking.location.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongIntMapTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void behavesLikeAHashMapUnderRandomPutsAndRemovals(long seed) {
        Random random = new Random(seed);
        LongIntMap map = new LongIntMap();
        Map<Long, Integer> model = new HashMap<>();
        // Few keys, so that runs of probes form and removals hit their middle.
        int keys = 20 + random.nextInt(3_000);
        for (int step = 0; step < 50_000; step++) {
            long key = 1 + random.nextInt(keys) * (seed % 2 == 0 ? 1L : 65_536L);
            if (random.nextInt(3) == 0) {
                Integer removed = model.remove(key);
                assertThat(map.remove(key)).isEqualTo(removed == null ? LongIntMap.ABSENT : removed);
            } else {
                map.put(key, step);
                model.put(key, step);
            }
        }
        assertThat(map.size()).isEqualTo(model.size());
        model.forEach((key, value) -> assertThat(map.get(key)).isEqualTo(value));
        for (long key = 1; key <= keys; key++) {
            assertThat(map.get(key)).isEqualTo(model.getOrDefault(key, LongIntMap.ABSENT));
        }
        List<Integer> values = new ArrayList<>();
        map.forEachValue(values::add);
        assertThat(values).containsExactlyInAnyOrderElementsOf(model.values());
    }
}
