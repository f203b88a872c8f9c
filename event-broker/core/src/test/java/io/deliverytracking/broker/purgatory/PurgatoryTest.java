package io.deliverytracking.broker.purgatory;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.port.SimulatedLane;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PurgatoryTest {

    private final SimulatedLane lane = new SimulatedLane();
    private final Purgatory<String> purgatory = new Purgatory<>(lane, 3);
    private final List<String> ended = new ArrayList<>();

    /** Waits for a number of wakes. */
    private final class Waiting extends ParkedOperation {

        private final String name;
        private int missing;

        Waiting(String name, int wakes) {
            this.name = name;
            this.missing = wakes;
        }

        @Override
        protected boolean onProgress(int watchIndex) {
            missing--;
            return missing <= 0;
        }

        @Override
        protected void onComplete() {
            ended.add(name + " complete");
        }

        @Override
        protected void onExpire() {
            ended.add(name + " expired");
        }
    }

    @Test
    void enoughProgressEndsTheWaitAndTheDeadlinePassesUnnoticed() {
        purgatory.tryPark(new Waiting("a", 2), 100, List.of("p0", "p1"));

        purgatory.wake("p0");
        assertThat(ended).isEmpty();
        purgatory.wake("p1");
        assertThat(ended).containsExactly("a complete");

        purgatory.wake("p0");
        lane.advance(200);
        assertThat(ended).containsExactly("a complete");
        assertThat(purgatory.size()).isZero();
    }

    @Test
    void theDeadlineEndsTheWaitAndLaterProgressIsNotSeen() {
        purgatory.tryPark(new Waiting("a", 1), 100, List.of("p0"));

        lane.advance(99);
        assertThat(ended).isEmpty();
        lane.advance(1);
        assertThat(ended).containsExactly("a expired");

        purgatory.wake("p0");
        assertThat(ended).containsExactly("a expired");
    }

    @Test
    void theLongestWaitingEndsFirst() {
        purgatory.tryPark(new Waiting("a", 1), 100, List.of("p0"));
        purgatory.tryPark(new Waiting("b", 1), 100, List.of("p0"));
        purgatory.tryPark(new Waiting("c", 1), 100, List.of("p0"));

        purgatory.wake("p0");
        assertThat(ended).containsExactly("a complete", "b complete", "c complete");
    }

    @Test
    void beyondItsBoundNothingIsParked() {
        for (int i = 0; i < 3; i++) {
            assertThat(purgatory.tryPark(new Waiting("x", 1), 100, List.of("p0")))
                    .isTrue();
        }
        assertThat(purgatory.tryPark(new Waiting("y", 1), 100, List.of("p0"))).isFalse();
        assertThat(purgatory.size()).isEqualTo(3);
    }

    @Test
    void aCallbackMayParkAndWakeOnTheSameKey() {
        purgatory.tryPark(
                new ParkedOperation() {
                    @Override
                    protected boolean onProgress(int watchIndex) {
                        return true;
                    }

                    @Override
                    protected void onComplete() {
                        ended.add("first");
                        purgatory.tryPark(new Waiting("second", 1), 100, List.of("p0"));
                        purgatory.wake("p0");
                    }

                    @Override
                    protected void onExpire() {
                        throw new AssertionError("it was complete");
                    }
                },
                100,
                List.of("p0"));

        purgatory.wake("p0");
        assertThat(ended).containsExactly("first", "second complete");
    }

    @Test
    void oneThatEndsAnotherDuringAWakeLeavesItEndedOnce() {
        Waiting victim = new Waiting("victim", 1);
        purgatory.tryPark(
                new ParkedOperation() {
                    @Override
                    protected boolean onProgress(int watchIndex) {
                        return true;
                    }

                    @Override
                    protected void onComplete() {
                        purgatory.cancel(victim);
                    }

                    @Override
                    protected void onExpire() {
                        throw new AssertionError("it was complete");
                    }
                },
                100,
                List.of("p0"));
        purgatory.tryPark(victim, 100, List.of("p0"));

        purgatory.wake("p0");
        lane.advance(1_000);
        assertThat(ended).isEmpty();
        assertThat(purgatory.size()).isZero();
    }

    @Test
    void atTheBrokersEndEverythingExpires() {
        purgatory.tryPark(new Waiting("a", 1), 100, List.of("p0"));
        purgatory.tryPark(new Waiting("b", 1), 100, List.of());

        purgatory.expireAll();
        assertThat(ended).containsExactly("a expired", "b expired");
    }
}
