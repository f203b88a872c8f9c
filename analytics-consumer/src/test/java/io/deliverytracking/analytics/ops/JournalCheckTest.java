package io.deliverytracking.analytics.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.analytics.journal.JournalState;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class JournalCheckTest {

    private final JournalState state = new JournalState();
    private final JournalCheck check = new JournalCheck(state);

    @Test
    void aJournalThatCannotBeWrittenLeavesTheServiceReadyAndSaysWhy() {
        state.failing("disk full");

        HealthCheckResponse response = check.call();
        assertThat(response.getStatus()).as("a restart makes no room").isEqualTo(Status.UP);
        assertThat(response.getData()).contains(Map.of("degraded", true, "reason", "disk full"));
    }

    @Test
    void aJournalThatWasWrittenIsNotDegraded() {
        state.failing("disk full");
        state.written();

        assertThat(check.call().getData()).contains(Map.of("degraded", false));
    }
}
