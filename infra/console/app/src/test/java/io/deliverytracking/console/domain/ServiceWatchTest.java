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
        watch.silent(NOON, "nothing listens at its address");
        watch.silent(NOON.plusSeconds(5), "no answer within 3000 ms");

        assertThat(watch.state())
                .isEqualTo(new ServiceState("db-writer", Presence.AWAY, NOON, "no answer within 3000 ms"));
    }

    @Test
    void whoComesBackIsUpSinceThen() {
        watch.silent(NOON, "nothing listens at its address");
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
