package io.deliverytracking.simulator.domain.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.deliverytracking.simulator.domain.city.plan.CityPlanner;
import io.deliverytracking.simulator.domain.city.street.StreetClass;
import io.deliverytracking.simulator.domain.city.street.StreetNetwork;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreetMovementTest {

    private static final byte LOCAL = StreetNetwork.kind(StreetClass.LOCAL, false);

    /** Two local streets at a right angle: 300 m east, then 400 m north. */
    private static final StreetNetwork CORNER = StreetNetwork.of(
            new float[] {0, 300, 300}, new float[] {0, 0, 400}, new int[] {0, 1}, new int[] {1, 2}, new byte[] {
                LOCAL, LOCAL
            });

    private static final int EAST = CORNER.firstOut(0);
    private static final int NORTH = CORNER.opposite(CORNER.firstOut(2));

    private final StreetMovement movement = new StreetMovement(CORNER);

    @BeforeEach
    void oneRiderInTheWest() {
        movement.resize(1);
        movement.place(0, EAST, 0);
    }

    @Test
    void aRiderAtRestStaysThere() {
        movement.place(0, EAST, 120);
        assertThat(movement.advance(0, 10)).isTrue();
        assertThat(movement.x(0)).isEqualTo(120);
        assertThat(movement.speed(0)).isZero();
    }

    @Test
    void aStepThatTakesNoTimeChangesNothing() {
        movement.headFor(0, NORTH, 400, 1, 1);
        movement.advance(0, 1);
        float x = movement.x(0);
        float speed = movement.speed(0);

        assertThat(movement.advance(0, 0)).isFalse();

        assertThat(movement.x(0)).isEqualTo(x);
        assertThat(movement.speed(0)).isEqualTo(speed).isPositive();
    }

    @Test
    void takesTheStreetsAndLooksWhereItGoes() {
        movement.headFor(0, NORTH, 400, 1, 1);
        movement.advance(0, 5);
        assertThat(movement.y(0)).isZero();
        assertThat(movement.x(0)).isPositive();
        assertThat(movement.heading(0)).isEqualTo(90);
        for (int second = 0; second < 60; second++) {
            movement.advance(0, 1);
        }
        assertThat(movement.x(0)).isEqualTo(300);
        assertThat(movement.y(0)).isPositive();
        assertThat(movement.heading(0)).isZero();
    }

    @Test
    void turnsBackWhereItStands() {
        movement.place(0, EAST, 200);
        movement.headFor(0, EAST, 50, 1, 1);
        movement.advance(0, 2);
        assertThat(movement.x(0)).isLessThan(200);
        assertThat(movement.heading(0)).isEqualTo(270);
        while (!movement.advance(0, 1)) {
            assertThat(movement.x(0)).isGreaterThan(49);
        }
        assertThat(movement.x(0)).isEqualTo(50);
    }

    @Test
    void arrivesExactlyAfterABelievableTimeAndSlowsDownForTheCorner() {
        movement.headFor(0, NORTH, 400, 1, 1);
        float seconds = 0;
        float slowestAtCorner = 9;
        while (!movement.advance(0, 0.25f)) {
            seconds += 0.25f;
            if (movement.x(0) > 290 && movement.y(0) < 10) {
                slowestAtCorner = Math.min(slowestAtCorner, movement.speed(0));
            }
        }
        assertThat(movement.x(0)).isEqualTo(300);
        assertThat(movement.y(0)).isEqualTo(400);
        // 700 m at 6 m/s are 117 s; starting, braking and the corner cost some more.
        assertThat(seconds).isBetween(117f, 140f);
        assertThat(slowestAtCorner).isBetween(2.5f, 3.5f);
    }

    @Test
    void trafficSlowsDown() {
        movement.setTraffic(StreetClass.LOCAL, 0.5f);
        movement.headFor(0, NORTH, 400, 1, 1);
        for (int second = 0; second < 30; second++) {
            movement.advance(0, 1);
            assertThat(movement.speed(0)).isLessThanOrEqualTo(3.001f);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void staysOnTheStreetsAndWithinTheirLimitsWhateverTheStep(long seed) {
        StreetNetwork streets =
                CityPlanner.plan(new CityPlane(0, 0, 2_500), seed).streets();
        StreetMovement riding = new StreetMovement(streets);
        riding.resize(1);
        SplittableRandom random = new SplittableRandom(seed);
        riding.place(0, 0, 0);
        for (int ride = 0; ride < 200; ride++) {
            int goal = random.nextInt(streets.streets());
            float along = random.nextFloat() * streets.length(goal);
            float pace = 0.7f + 0.3f * random.nextFloat();
            riding.headFor(0, goal, along, pace, random.nextLong());
            float step = 0.05f + random.nextFloat() * 12;
            boolean arrived = false;
            for (int i = 0; !arrived; i++) {
                float x = riding.x(0);
                float y = riding.y(0);
                int before = riding.street(0);
                arrived = riding.advance(0, step);
                double moved = Math.hypot(riding.x(0) - x, riding.y(0) - y);
                assertThat(moved).isLessThanOrEqualTo(StreetClass.MAX_SPEED * pace * step + 0.05);
                if (riding.street(0) == before) {
                    float limit = streets.streetClass(before).speed() * pace;
                    assertThat(riding.speed(0)).isLessThanOrEqualTo(limit * 1.001f);
                    assertThat(moved).isLessThanOrEqualTo(limit * step + 0.05);
                }
                float here = riding.along(0);
                assertThat(here).isBetween(0f, streets.length(riding.street(0)));
                assertThat(riding.x(0)).isCloseTo(streets.x(riding.street(0), here), within(0.02f));
                assertThat(i).isLessThan(100_000);
            }
            assertThat(Math.hypot(riding.x(0) - streets.x(goal, along), riding.y(0) - streets.y(goal, along)))
                    .isLessThan(0.05);
        }
    }
}
