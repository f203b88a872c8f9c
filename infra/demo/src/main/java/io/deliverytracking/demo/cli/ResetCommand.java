package io.deliverytracking.demo.cli;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.process.PidFile;
import io.deliverytracking.demo.services.Part;
import io.deliverytracking.demo.supervisor.Console;
import io.deliverytracking.demo.supervisor.DemoFailure;
import io.deliverytracking.demo.supervisor.RunState;
import io.deliverytracking.demo.supervisor.StatusReport;
import io.deliverytracking.demo.supervisor.SupervisorLock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.utils.Utils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./delivery reset}: removes the data of earlier demos; never while one runs, never without asking. */
@Command(name = "reset", description = "Removes all data, logs and the last reckoning of earlier demos; asks first.")
final class ResetCommand implements Callable<Integer> {

    private static final Set<String> YES = Set.of("y", "yes");

    @Option(names = "--yes", description = "Don't ask.")
    private boolean yes;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    @Override
    public Integer call() throws Exception {
        return reset(
                Commands.home(),
                Commands.console(),
                yes,
                new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())));
    }

    static int reset(DeliveryHome home, Console console, boolean unasked, BufferedReader answers)
            throws IOException, DemoFailure {
        if (StatusReport.anythingRuns(home)) {
            throw new DemoFailure(ExitStatus.ENVIRONMENT, "a demo is running; ./delivery stop first");
        }
        Files.createDirectories(home.run());
        // Held over the question as well: a demo that was started meanwhile would lose its data under its feet.
        try (SupervisorLock lock = SupervisorLock.take(home.run())) {
            Optional<RunState> last = RunState.read(home.run());
            Path data = last.map(state -> Path.of(state.data())).orElse(home.data());
            List<Path> doomed = doomed(home, data);
            long bytes = 0;
            for (Path path : doomed) {
                bytes += sizeOf(path);
            }
            if (!unasked) {
                console.say(String.format(
                        Locale.ROOT,
                        "This removes the data in %s, the logs in %s and the last reckoning: %,d MB. Go on? [y/N]",
                        data,
                        home.logs(),
                        bytes >> 20));
                String answer = answers.readLine();
                if (answer == null || !YES.contains(answer.strip().toLowerCase(Locale.ROOT))) {
                    console.say("Nothing was removed.");
                    return ExitStatus.FAILED;
                }
            }
            for (Path path : doomed) {
                Utils.delete(path.toFile());
            }
            console.say(String.format(Locale.ROOT, "Removed %,d MB.", bytes >> 20));
            if (last.isPresent() && !last.get().addresses().containsKey(Part.POSTGRES.title())) {
                console.say("The database of --database-url is not ours: what the demo has stored there stays.");
            }
            return ExitStatus.OK;
        }
    }

    /** By name: a data directory of the user's choice may hold other things. The lock stays, whoever waits for it. */
    private static List<Path> doomed(DeliveryHome home, Path data) {
        List<Path> doomed = new ArrayList<>(List.of(
                data.resolve("broker"),
                data.resolve("postgres"),
                data.resolve("postgres.making"),
                data.resolve("simulator"),
                data.resolve("analytics"),
                data.resolve("cluster-id"),
                home.logs(),
                home.reckoning(),
                RunState.file(home.run())));
        for (Part part : Part.values()) {
            doomed.add(PidFile.in(home.run(), part.title()).path());
        }
        return doomed;
    }

    private static long sizeOf(Path root) throws IOException {
        if (!Files.exists(root)) {
            return 0;
        }
        long[] sum = new long[1];
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sum[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }
        });
        return sum[0];
    }
}
