package io.deliverytracking.labs.cli;

import io.deliverytracking.labs.Course;
import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.broker.GivenBroker;
import io.deliverytracking.labs.broker.LabBroker;
import io.deliverytracking.labs.broker.OwnBroker;
import io.deliverytracking.labs.stage.JsonLines;
import io.deliverytracking.labs.stage.LessonFailure;
import io.deliverytracking.labs.stage.LessonLeftOut;
import io.deliverytracking.labs.stage.Narrator;
import io.deliverytracking.labs.stage.Pace;
import io.deliverytracking.labs.stage.PlainText;
import io.deliverytracking.labs.stage.Stage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./delivery lab}: lists the lessons, or runs them.
 *
 * <p>Exit status: 0 every claim held; 1 one did not; 2 the options make no sense; 3 the broker that was named does not
 * answer, none could be started, or something else that the lesson needs is missing. Of all lessons those are left out
 * for which something is missing, which is told and is no failure.
 */
@Command(
        name = "lab",
        sortOptions = false,
        synopsisHeading = "usage: ",
        customSynopsis = "./delivery lab [LESSON] [OPTION]...",
        description = {
            "",
            "Lessons on event streaming. Each asks a question, finds out on a real broker with the official client, and checks"
                    + " what it claims. Without a lesson: the list.",
            ""
        },
        footer = {
            "",
            "Exit status: 0 every claim held; 1 one did not; 2 the options make no sense; 3 something is missing: the broker,"
                    + " or what else the lesson needs. --all leaves out what can't be given here, and says so."
        })
final class LabCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int MISSING = 3;
    private static final int ANSWER_WITHIN_S = 15;
    private static final int MOST_SECONDS = 600;

    private final PrintStream out;
    private final PrintStream errors;
    private final BufferedReader in;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "LESSON", description = "Its name or number in the list.")
    private @Nullable String lesson;

    @Option(names = "--all", description = "All lessons, one after the other.")
    private boolean all;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description =
                    "Run on this broker or cluster, for example an Apache Kafka; usually the lab starts a broker of its"
                            + " own.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long a lesson that measures a rate does so, each time; 1 to 600, default 3.")
    private @Nullable Integer seconds;

    @Option(names = "--step", description = "Wait for Enter before each action.")
    private boolean step;

    @Option(
            names = "--stay",
            description = "Wait for Enter at the end, so that you can try the commands on the same broker.")
    private boolean stay;

    @Option(names = "--answers", description = "Tell the answers of the questions to think about, too.")
    private boolean answers;

    @Option(names = "--json", description = "Tell it as JSON, an object a line.")
    private boolean json;

    @Option(
            names = "--pages",
            hidden = true,
            paramLabel = "FOLDER",
            description = "Write the course's pages with the output of this run; for the project's own docs.")
    private @Nullable Path pages;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    LabCommand(PrintStream out, PrintStream errors, InputStream in) {
        this.out = out;
        this.errors = errors;
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!all && lesson == null) {
            list();
            return 0;
        }
        List<Lesson> wanted = all ? Course.lessons() : List.of(find());
        Pace pace = pace();
        try (LabBroker broker = broker()) {
            int status = 0;
            List<String> leftOut = new ArrayList<>();
            for (Lesson one : wanted) {
                int played = play(one, broker, pace);
                if (all && played == MISSING) {
                    leftOut.add(one.name());
                } else {
                    status = Math.max(status, played);
                }
            }
            if (!leftOut.isEmpty()) {
                errors.println("delivery: left out, for the reasons given above: " + String.join(", ", leftOut));
            }
            if (stay) {
                pause("The broker at " + broker.bootstrapServers() + " stays until you press Enter.");
            } else if (!all && !json && bootstrapServers == null) {
                out.println("  (The broker ends with its lesson; --stay keeps it, so that you can try the commands.)");
            }
            return status;
        } catch (IOException e) {
            return complain(MISSING, e.getMessage());
        }
    }

    private void list() {
        List<Lesson> lessons = Course.lessons();
        out.println("Lessons; ./delivery lab NAME runs one, ./delivery lab --all all of them.");
        out.println();
        for (int i = 0; i < lessons.size(); i++) {
            out.printf(
                    "  %2d  %-32s %s%n",
                    i + 1, lessons.get(i).name(), lessons.get(i).title());
        }
    }

    private Lesson find() {
        if (lesson == null) {
            throw new IllegalStateException("no lesson was named");
        }
        return Course.find(lesson)
                .orElseThrow(() -> new ParameterException(
                        spec().commandLine(), "there is no lesson '" + lesson + "'; ./delivery lab lists them"));
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled in the command");
        }
        return spec;
    }

    private LabBroker broker() throws IOException, InterruptedException {
        if (bootstrapServers == null) {
            return OwnBroker.forLessons();
        }
        requireAnswer(bootstrapServers);
        return new GivenBroker(bootstrapServers);
    }

    private static void requireAnswer(String bootstrapServers) throws IOException, InterruptedException {
        Admin admin;
        try {
            admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        } catch (KafkaException e) {
            // It says what it was asked to make; why it could not is in its cause.
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("--bootstrap-servers " + bootstrapServers + ": " + cause.getMessage(), e);
        }
        try {
            admin.describeCluster().nodes().get(ANSWER_WITHIN_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "no broker answers at " + bootstrapServers + " within " + ANSWER_WITHIN_S
                            + " s; does it run, and is" + " it reached under that name?",
                    e);
        } finally {
            // A close without a time waits for an answer that is not coming.
            admin.close(Duration.ZERO);
        }
    }

    private Pace pace() {
        Pace usual = bootstrapServers == null ? Pace.QUICK : Pace.USUAL;
        if (seconds == null) {
            return usual;
        }
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw new ParameterException(
                    spec().commandLine(), "--seconds wants a number from 1 to " + MOST_SECONDS + ", got " + seconds);
        }
        return usual.measuringFor(seconds * 1_000);
    }

    private int play(Lesson one, LabBroker broker, Pace pace) throws InterruptedException {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Narrator narrator = narrator(told);
        String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        try (Stage stage = new Stage(broker, narrator, pace, run, this::beforeAction)) {
            stage.play(one);
            if (pages != null) {
                CoursePage.write(pages, one, told.toString(StandardCharsets.UTF_8));
            } else if (!json) {
                out.println();
            }
            return 0;
        } catch (LessonFailure e) {
            // The narrator has told it.
            return FAILED;
        } catch (LessonLeftOut e) {
            if (pages != null) {
                errors.println("delivery: " + one.name() + ": " + e.getMessage());
            }
            return MISSING;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return complain(FAILED, "the lesson " + one.name() + " could not go on: " + e);
        }
    }

    private Narrator narrator(ByteArrayOutputStream told) {
        if (pages != null) {
            return new PlainText(new PrintStream(told, true, StandardCharsets.UTF_8), false);
        }
        return json ? new JsonLines(out) : new PlainText(out, answers);
    }

    private void beforeAction() {
        if (step) {
            pause("(Enter)");
        }
    }

    private void pause(String prompt) {
        out.println(prompt);
        try {
            in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int complain(int status, @Nullable String problem) {
        errors.println("delivery: " + problem);
        return status;
    }
}
