package io.deliverytracking.simulator.domain.city;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridMovementTest {

    private final GridMovement movement = new GridMovement();

    @BeforeEach
    void oneRiderAtTheCentre() {
        movement.resize(1);
        movement.place(0, 0, 0);
    }

    @Test
    void aStepThatTakesNoTimeChangesNothing() {
        movement.place(0, 10, 20);
        assertThat(movement.advance(0, 0)).isTrue();
        movement.headFor(0, 500, 700, 6, 1);
        movement.advance(0, 1);
        float x = movement.x(0);
        float y = movement.y(0);
        float speed = movement.speed(0);

        assertThat(movement.advance(0, 0)).isFalse();

        assertThat(movement.x(0)).isEqualTo(x);
        assertThat(movement.y(0)).isEqualTo(y);
        assertThat(movement.speed(0)).isEqualTo(speed).isPositive();
        movement.advance(0, 1);
        assertThat(movement.x(0) + movement.y(0)).isGreaterThan(x + y);
    }

    @Test
    void aRiderAtRestStaysThere() {
        assertThat(movement.advance(0, 10)).isTrue();
        assertThat(movement.x(0)).isZero();
        assertThat(movement.speed(0)).isZero();
    }

    @Test
    void takesTheStreetsAndLooksWhereItGoes() {
        movement.headFor(0, 300, 400, 6, -1);
        movement.advance(0, 5);
        assertThat(movement.y(0)).isZero();
        assertThat(movement.x(0)).isPositive();
        assertThat(movement.heading(0)).isEqualTo(90);

        movement.place(0, 0, 0);
        movement.headFor(0, -300, -400, 6, 1);
        movement.advance(0, 5);
        assertThat(movement.x(0)).isZero();
        assertThat(movement.heading(0)).isEqualTo(180);
    }

    @Test
    void arrivesExactlyAfterABelievableTime() {
        movement.headFor(0, 300, 400, 6, -1);
        int seconds = 0;
        while (!movement.advance(0, 1)) {
            seconds++;
        }
        assertThat(movement.x(0)).isEqualTo(300);
        assertThat(movement.y(0)).isEqualTo(400);
        // 700 m at 6 m/s are 117 s; starting, braking and the corner cost some more.
        assertThat(seconds).isBetween(117, 140);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverMovesFasterThanAskedWhateverTheStep(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int ride = 0; ride < 300; ride++) {
            float top = 1 + random.nextFloat() * 8;
            movement.headFor(
                    0, random.nextFloat() * 2_000 - 1_000, random.nextFloat() * 2_000 - 1_000, top, random.nextLong());
            float step = 0.05f + random.nextFloat() * 12;
            boolean arrived = false;
            for (int i = 0; !arrived; i++) {
                float x = movement.x(0);
                float y = movement.y(0);
                arrived = movement.advance(0, step);
                float moved = Math.abs(movement.x(0) - x) + Math.abs(movement.y(0) - y);
                assertThat(moved).isLessThanOrEqualTo(top * step * 1.001f + 0.01f);
                assertThat(movement.speed(0)).isLessThanOrEqualTo(top * 1.001f);
                assertThat(i).isLessThan(100_000);
            }
        }
    }
}
