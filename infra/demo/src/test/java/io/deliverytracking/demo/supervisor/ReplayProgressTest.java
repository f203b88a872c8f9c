package io.deliverytracking.demo.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ReplayProgressTest {

    private static final String FINISHED = """
            {"state": "FINISHED", "message": null, "intended": 7, "replay": {"replayed": 7, "total": 7, "riders": 2,
              "loop": false, "round": 0, "eventTimeMs": 1425821431500, "percent": 43.9, "nextFixInMs": 11200, "trace": {
              "files": 1, "refused": 0, "rows": 10, "readable": 7, "unreadable": {"BAD_TIME": 2, "BROKEN_QUOTES": 1},
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
                .containsPattern("not in order of time in the file +3")
                .contains("order per rider, below, is the pipeline's")
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
        assertThat(early.text()).contains("ended at 2015-03-08 13:30:31Z, 43% of the trace");
    }

    @Test
    void copiesAndRoundsSendMoreThanTheRows() throws Exception {
        ReplayProgress many = read(FINISHED.replace("FINISHED", "RUNNING")
                .replace("\"intended\": 7", "\"intended\": 700")
                .replace("\"replayed\": 7", "\"replayed\": 699")
                .replace("\"total\": 7", "\"total\": 70")
                .replace("\"riders\": 2,\n", "\"riders\": 20,\n")
                .replace("\"loop\": false, \"round\": 0", "\"loop\": true, \"round\": 9"));
        assertThat(many.addsUp()).isTrue();
        assertThat(many.text())
                .containsPattern("replayed, by 20 riders +699")
                .containsPattern("whole rounds +9")
                .doesNotContain("ended at");
        assertThat(many.live()).contains("43% of round 10");
    }

    @Test
    void anEndBeforeTheLastRowIsNoLoss() throws Exception {
        assertThat(read(FINISHED.replace("\"intended\": 7", "\"intended\": 5")
                                .replace("\"replayed\": 7", "\"replayed\": 5"))
                        .addsUp())
                .as("a simulator with a duration of its own")
                .isTrue();
    }

    @Test
    void whileTheTraceHasAGapTheLineTellsWhenItEnds() throws Exception {
        assertThat(read(FINISHED).live()).isEqualTo("trace 2015-03-08 13:30:31Z  43%  next fix in 12 s");
        assertThat(read(FINISHED.replace("11200", "700")).live()).isEqualTo("trace 2015-03-08 13:30:31Z  43%");
        assertThat(read(FINISHED.replace("11200", "900000")).live()).endsWith("next fix in 15 min");
        assertThat(read(FINISHED.replace("11200", "null")).live()).doesNotContain("next");
    }

    @Test
    void filesThatWerePassedOverAreCounted() throws Exception {
        assertThat(read(FINISHED.replace("\"refused\": 0", "\"refused\": 2")).text())
                .containsPattern("files read +1")
                .containsPattern("fit nothing, passed over +2");
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
