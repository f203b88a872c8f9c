package io.deliverytracking.loadtest.cli;

import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.supervisor.Console;
import io.deliverytracking.demo.supervisor.DemoFailure;
import io.deliverytracking.loadtest.lab.DirectoryTree;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.output.ResultFiles;
import io.deliverytracking.loadtest.report.Report;
import io.deliverytracking.loadtest.result.LoadTestResult;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a result goes: written anew after each trial, so that who is killed, or finds the disk full, leaves what was measured.
 *
 * <p>Invariant: the files of a result are whole, those of the last write or of the one before: each is written elsewhere and moved.
 * <p>Threading: confined to one thread.
 */
final class ResultFolder {

    private final Path directory;
    private final Console console;
    private boolean complained;

    private ResultFolder(Path directory, Console console) {
        this.directory = directory;
        this.console = console;
    }

    /**
     * Makes it now, and writes to it: before half an hour has passed, not after it.
     *
     * @throws DemoFailure if it is none that can be written to
     */
    static ResultFolder create(Path directory, Console console) throws DemoFailure {
        prepare(directory);
        ResultFolder folder = new ResultFolder(directory, console);
        if (Files.exists(folder.report())) {
            console.say("! There is a result in " + directory + " already; it is replaced after the first trial.");
        }
        return folder;
    }

    /** @throws IllegalArgumentException for a name of nothing, which would be wherever the user happens to be */
    static void requireName(@Nullable Path output) {
        if (output != null && output.toString().isBlank()) {
            throw new IllegalArgumentException("--output names no folder");
        }
    }

    /**
     * Makes a folder for results, unless it is there.
     *
     * @throws DemoFailure if it is none that can be written to
     */
    static void prepare(Path directory) throws DemoFailure {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, ".result", ".probe"));
        } catch (IOException e) {
            throw new DemoFailure(
                    ExitStatus.ENVIRONMENT,
                    "the result can't be written to " + directory + ": " + reason(directory, e));
        }
    }

    private static String reason(Path directory, IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return "that is a file";
        }
        // Of a file system's own exceptions the message is the path, and the name says what is wrong.
        boolean namesThePath = String.valueOf(directory).equals(e.getMessage());
        return namesThePath ? e.getClass().getSimpleName() : String.valueOf(e.getMessage());
    }

    Path report() {
        return directory.resolve("report.html");
    }

    /** Writes what there is so far; a failure is said once, and the measuring goes on. */
    void writeSoFar(LoadTestResult result) {
        if (result.trials().isEmpty()) {
            return;
        }
        try {
            write(result);
        } catch (IOException | LabException | RuntimeException e) {
            if (!complained) {
                complained = true;
                console.say("! The result so far can't be written to " + directory + ": " + e);
            }
        }
    }

    /** Writes all files; the data first, which a report can be made of again. */
    void write(LoadTestResult result) throws IOException, LabException {
        Path fresh = directory.resolve(".fresh");
        try {
            ResultFiles.write(result, fresh);
            moveAll(fresh);
            Report.write(result, fresh.resolve(report().getFileName()));
            moveAll(fresh);
        } finally {
            DirectoryTree.delete(fresh);
        }
    }

    private void moveAll(Path fresh) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(fresh)) {
            files = listed.toList();
        }
        for (Path file : files) {
            Files.move(
                    file,
                    directory.resolve(file.getFileName()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
