package io.deliverytracking.loadtest.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrialAccountTest {

    @Test
    void ofALongMessageTheReasonAtItsEndIsKept() {
        String message = "Batch entry 0 INSERT INTO rider_location VALUES " + "(1,2,3),".repeat(1_000)
                + " was aborted: An I/O error occurred";

        assertThat(TrialAccount.inBrief(message))
                .startsWith("Batch entry 0 INSERT INTO rider_location VALUES (1,2,3)")
                .endsWith("was aborted: An I/O error occurred")
                .hasSizeLessThan(310);
        assertThat(TrialAccount.inBrief("Connection refused")).isEqualTo("Connection refused");
    }
}
