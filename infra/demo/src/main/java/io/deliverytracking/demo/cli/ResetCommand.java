package io.deliverytracking.demo.cli;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.supervisor.Console;
import io.deliverytracking.demo.supervisor.DemoFailure;
import io.deliverytracking.demo.supervisor.RunState;
import io.deliverytracking.demo.supervisor.StatusReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./delivery reset}: removes the data of earlier demos; never while one runs, never without asking. */
@Command(name = "reset", description = "Removes all data, logs and the last reckoning of earlier demos; asks first.")
final class ResetCommand implements Callable<Integer> {

    @Option(names = "--yes", description = "Don't ask.")
    private boolean yes;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    @Override
    public Integer call() throws Exception {
        DeliveryHome home = Commands.home();
        Console console = Commands.console();
        if (StatusReport.anythingRuns(home)) {
            throw new DemoFailure(ExitStatus.ENVIRONMENT, "a demo is running; ./delivery stop first");
        }
        Path data = RunState.read(home.run()).map(last -> Path.of(last.data())).orElse(home.data());
        // By name: a data directory of the user's choice may hold other things.
        List<Path> doomed = List.of(
                data.resolve("broker"),
                data.resolve("postgres"),
                data.resolve("postgres.making"),
                data.resolve("simulator"),
                data.resolve("cluster-id"),
                home.logs(),
                home.run(),
                home.reckoning());
        long bytes = 0;
        for (Path path : doomed) {
            bytes += sizeOf(path);
        }
        if (!yes) {
            console.say(String.format(
                    Locale.ROOT, "This removes the data in %s: %,d MB. Type yes to go on:", data, bytes >> 20));
            String answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            if (answer == null || !answer.strip().equalsIgnoreCase("yes")) {
                console.say("Nothing was removed.");
                return ExitStatus.FAILED;
            }
        }
        for (Path path : doomed) {
            delete(path);
        }
        console.say(String.format(Locale.ROOT, "Removed %,d MB.", bytes >> 20));
        return ExitStatus.OK;
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

    private static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
