package io.deliverytracking.labs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.labs.Course;
import io.deliverytracking.labs.LabBrokers;
import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.broker.OwnBroker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@ExtendWith(LabBrokers.class)
class LabCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void withoutALessonItListsAll() {
        assertThat(run()).isZero();

        assertThat(said()).contains(Course.lessons().stream().map(Lesson::name).toList());
    }

    @Test
    void aLessonThatIsNoneIsTold() {
        assertThat(run("no-such-lesson")).isEqualTo(2);

        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("there is no lesson 'no-such-lesson'");
    }

    @Tag("long")
    @Test
    void aBrokerThatIsNotThereIsTold() throws IOException {
        assertThat(run("queue", "--bootstrap-servers", "127.0.0.1:" + closedPort()))
                .isEqualTo(3);

        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("no broker answers at 127.0.0.1:");
    }

    @Test
    void anAddressThatIsNoneIsTold() {
        assertThat(run("queue", "--bootstrap-servers", "nonsense")).isEqualTo(3);

        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("--bootstrap-servers nonsense");
    }

    @Test
    void whatALessonNeedsAndIsMissingIsTold(OwnBroker broker) {
        assertThat(run("acknowledgements", "--bootstrap-servers", broker.bootstrapServers()))
                .isEqualTo(3);

        assertThat(said()).contains("LEFT OUT: the broker at " + broker.bootstrapServers() + " is somebody's");
    }

    @Test
    void aTimeToMeasureForThatIsNoneIsTold() {
        assertThat(run("why-not-the-database", "--seconds", "0")).isEqualTo(2);

        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("--seconds wants a number from 1 to 600, got 0");
    }

    @Test
    void aLessonGoesStepByStepAndStays() {
        assertThat(run("dead-letters", "--step", "--stay", "--answers")).isZero();

        assertThat(said())
                .contains("(Enter)")
                .contains("stays until you press Enter")
                .contains("Nowhere: that is no fault of the orders.");
    }

    @Test
    void aPageHasTheOutputOfTheRun(@TempDir Path folder) throws IOException {
        assertThat(run("12", "--pages", folder.toString())).isZero();

        assertThat(Files.readString(folder.resolve("12-dead-letters.md")))
                .startsWith("# 12. Dead letters")
                .contains("[x] A poison record stops nobody")
                .contains("<details><summary>");
    }

    private int run(String... arguments) {
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream complained = new PrintStream(errors, true, StandardCharsets.UTF_8);
        // Enter, as often as anybody may ask for it.
        ByteArrayInputStream in = new ByteArrayInputStream("\n".repeat(50).getBytes(StandardCharsets.UTF_8));
        return new CommandLine(new LabCommand(printed, complained, in))
                .setErr(new PrintWriter(complained, true))
                .execute(arguments);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** A port that somebody had a moment ago, and nobody has now. */
    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
