package io.deliverytracking.demo.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ReplayProgressTest {

    private static final String FINISHED = """
            {"state": "FINISHED", "message": null, "replay": {"replayed": 7, "trace": {
              "rows": 10, "readable": 7, "unreadable": {"BAD_TIME": 2, "BROKEN_QUOTES": 1},
              "repeated": 1, "outOfOrder": 3, "riders": 2}}}""";

    @Test
    void everyRowIsReadableAndReplayedOrUnreadableForAReason() throws Exception {
        ReplayProgress progress = read(FINISHED);

        assertThat(progress.isFinished()).isTrue();
        assertThat(progress.addsUp()).isTrue();
        assertThat(progress.text())
                .containsPattern("rows +10")
                .containsPattern("readable, of 2 riders +7")
                .containsPattern("unreadable +3")
                .containsPattern("bad time +2")
                .containsPattern("broken quotes +1")
                .containsPattern("repeated .* 1")
                .containsPattern("out of order .* 3")
                .containsPattern("replayed +7")
                .doesNotContain("NOT");
    }

    @Test
    void aRowThatIsNeitherReplayedNorCountedDoesNotAddUp() throws Exception {
        ReplayProgress lost = read(FINISHED.replace("\"replayed\": 7", "\"replayed\": 6"));
        assertThat(lost.addsUp()).isFalse();
        assertThat(lost.text()).contains("do NOT add up");
        assertThat(read(FINISHED.replace("\"rows\": 10", "\"rows\": 11")).addsUp())
                .isFalse();
    }

    @Test
    void aReplayThatWasEndedEarlyMayHaveRowsLeft() throws Exception {
        ReplayProgress early =
                read(FINISHED.replace("FINISHED", "RUNNING").replace("\"replayed\": 7", "\"replayed\": 6"));
        assertThat(early.addsUp()).isTrue();
        assertThat(early.text()).contains("ended before the file's end");
    }

    @Test
    void aFailureKeepsTheSimulatorsWords() throws Exception {
        ReplayProgress failed =
                read("{\"state\": \"FAILED\", \"message\": \"no column for the time\", \"replay\": null}");
        assertThat(failed.isFailed()).isTrue();
        assertThat(failed.message()).isEqualTo("no column for the time");
    }

    @Test
    void aSimulatorThatHasNotBegunSaysNothingYet() throws Exception {
        assertThat(ReplayProgress.of(
                        new ObjectMapper().readTree("{\"state\": \"WAITING_FOR_BROKER\", \"replay\": null}")))
                .isEmpty();
    }

    private static ReplayProgress read(String json) throws JsonProcessingException {
        return ReplayProgress.of(new ObjectMapper().readTree(json)).orElseThrow();
    }
}
