package io.deliverytracking.console.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.console.domain.ServiceState.Presence;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServiceWatchTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private final ServiceWatch watch = new ServiceWatch("db-writer");

    @Test
    void nothingIsKnownBeforeTheFirstQuestion() {
        assertThat(watch.state()).isNull();
    }

    @Test
    void sinceIsWhenThePresenceChangedAndNotWhenTheReasonDid() {
        watch.refused(NOON, "nothing listens at its address");
        watch.silent(NOON.plusSeconds(5), "no answer within 3000 ms");

        assertThat(watch.state())
                .isEqualTo(new ServiceState("db-writer", Presence.AWAY, NOON, "no answer within 3000 ms"));
    }

    @Test
    void oneAnswerThatDoesNotComeIsNoAbsence() {
        watch.answered(NOON, "paused: no database");

        assertThat(watch.silent(NOON.plusSeconds(3), "no answer within 3000 ms"))
                .isFalse();
        assertThat(watch.state()).isEqualTo(new ServiceState("db-writer", Presence.UP, NOON, "paused: no database"));

        watch.answered(NOON.plusSeconds(4), null);
        assertThat(watch.silent(NOON.plusSeconds(7), "no answer within 3000 ms"))
                .isFalse();
    }

    @Test
    void theSecondInARowIsOneSinceTheFirst() {
        watch.answered(NOON, null);
        watch.silent(NOON.plusSeconds(3), "no answer within 3000 ms");

        assertThat(watch.silent(NOON.plusSeconds(6), "its answer is no JSON")).isTrue();
        assertThat(watch.state())
                .isEqualTo(new ServiceState("db-writer", Presence.AWAY, NOON.plusSeconds(3), "its answer is no JSON"));
    }

    @Test
    void whereNobodyListensAndWhoNeverAnsweredIsAwayAtOnce() {
        assertThat(watch.silent(NOON, "no answer within 3000 ms")).isTrue();

        watch.answered(NOON.plusSeconds(1), null);
        assertThat(watch.refused(NOON.plusSeconds(2), "nothing listens at its address"))
                .isTrue();
        assertThat(watch.state())
                .isEqualTo(new ServiceState(
                        "db-writer", Presence.AWAY, NOON.plusSeconds(2), "nothing listens at its address"));
    }

    @Test
    void whoComesBackIsUpSinceThen() {
        watch.refused(NOON, "nothing listens at its address");
        watch.answered(NOON.plusSeconds(9), null);
        watch.answered(NOON.plusSeconds(10), null);

        assertThat(watch.state()).isEqualTo(new ServiceState("db-writer", Presence.UP, NOON.plusSeconds(9), null));
    }

    @Test
    void whoAnswersThatItCannotWorkIsUpWithAReason() {
        watch.answered(NOON, "paused: no database");

        assertThat(watch.state()).isEqualTo(new ServiceState("db-writer", Presence.UP, NOON, "paused: no database"));
    }
}
