package io.deliverytracking.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.supervisor.Console;
import io.deliverytracking.demo.supervisor.DemoFailure;
import io.deliverytracking.demo.supervisor.RunState;
import io.deliverytracking.demo.supervisor.SupervisorLock;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResetCommandTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(screen, true, StandardCharsets.UTF_8), false);
    private DeliveryHome home;

    @BeforeEach
    void dataOfAnEarlierDemo() throws IOException {
        home = DeliveryHome.of(directory, directory.resolve("home"));
        home.create();
        Files.createDirectories(home.data().resolve("broker/topic-0"));
        Files.writeString(home.data().resolve("broker/topic-0/0.log"), "records");
        Files.writeString(home.data().resolve("notes"), "the user's own");
    }

    @Test
    void whileTheUserThinksItOverNoDemoCanStart() throws Exception {
        StringReader thoughtful = new StringReader("yes\n") {
            @Override
            public int read(char[] buffer, int from, int length) throws IOException {
                assertThatThrownBy(() -> SupervisorLock.take(home.run()))
                        .isInstanceOf(DemoFailure.class)
                        .hasMessageContaining("already running here");
                return super.read(buffer, from, length);
            }
        };
        assertThat(ResetCommand.reset(home, console, false, new BufferedReader(thoughtful)))
                .isEqualTo(ExitStatus.OK);
        assertThat(home.data().resolve("broker")).doesNotExist();
        assertThat(home.data().resolve("notes")).exists();
        SupervisorLock.take(home.run()).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "n\n", "yesterday\n"})
    void anythingButYesRemovesNothing(String answer) throws Exception {
        assertThat(ResetCommand.reset(home, console, false, answer(answer))).isEqualTo(ExitStatus.FAILED);
        assertThat(home.data().resolve("broker/topic-0/0.log")).exists();
        assertThat(screen.toString(StandardCharsets.UTF_8)).contains("Nothing was removed.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "Yes \n"})
    void theQuestionNamesAllThatGoes(String answer) throws Exception {
        Path windows = Files.createDirectories(home.data().resolve("analytics"));
        Path log = Files.writeString(home.logs().resolve("broker.log"), "lines");
        assertThat(ResetCommand.reset(home, console, false, answer(answer))).isEqualTo(ExitStatus.OK);
        assertThat(log).doesNotExist();
        assertThat(windows).doesNotExist();
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("the data in " + home.data() + ", the logs in " + home.logs() + " and the last reckoning");
    }

    @Test
    void aDatabaseThatIsNotOursIsSaidToStay() throws Exception {
        new RunState(
                        "stopped, balanced",
                        1,
                        "127.0.0.1:9092",
                        "jdbc:postgresql://db/d",
                        home.data().toString(),
                        true,
                        Map.of())
                .write(home.run());
        assertThat(ResetCommand.reset(home, console, true, answer(""))).isEqualTo(ExitStatus.OK);
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("is not ours: what the demo has stored there stays");
        assertThat(RunState.read(home.run())).isEmpty();
    }

    private static BufferedReader answer(String text) {
        return new BufferedReader(new StringReader(text));
    }
}
