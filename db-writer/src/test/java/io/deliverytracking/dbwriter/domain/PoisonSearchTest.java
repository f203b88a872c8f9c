package io.deliverytracking.dbwriter.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.dbwriter.domain.PoisonSearch.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoisonSearchTest {
    private int tries;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void exactlyTheBadRowsAreLeftOut(long seed) {
        Random random = new Random(seed);
        int rows = 1 + random.nextInt(500);
        Set<Integer> bad = new TreeSet<>();
        for (int i = random.nextInt(10); i > 0; i--) {
            bad.add(random.nextInt(rows));
        }
        List<Integer> written = new ArrayList<>();
        Set<Integer> poison = new TreeSet<>();

        int count = search(rows, bad, written, poison);

        assertThat(poison).isEqualTo(bad);
        assertThat(written).doesNotHaveDuplicates().noneMatch(bad::contains).hasSize(rows - bad.size());
        assertThat(count).isEqualTo(written.size());
    }

    @Test
    void aGoodBatchCostsOneTry() {
        search(1000, Set.of(), new ArrayList<>(), new HashSet<>());

        assertThat(tries).isEqualTo(1);
    }

    @Test
    void oneBadRowCostsTwoTriesAHalving() {
        search(1024, Set.of(700), new ArrayList<>(), new HashSet<>());

        assertThat(tries).isEqualTo(1 + 2 * 10);
    }

    @Test
    void noRowsCostNothing() {
        assertThat(search(0, Set.of(), new ArrayList<>(), new HashSet<>())).isZero();
        assertThat(tries).isZero();
    }

    private int search(int rows, Set<Integer> bad, List<Integer> written, Set<Integer> poison) {
        return PoisonSearch.<RuntimeException>write(
                0,
                rows,
                (from, to) -> {
                    tries++;
                    for (int row = from; row < to; row++) {
                        if (bad.contains(row)) {
                            return new Refusal("22003", "bad " + row);
                        }
                    }
                    for (int row = from; row < to; row++) {
                        written.add(row);
                    }
                    return null;
                },
                (row, refusal) -> {
                    assertThat(refusal.message()).isEqualTo("bad " + row);
                    poison.add(row);
                });
    }
}
