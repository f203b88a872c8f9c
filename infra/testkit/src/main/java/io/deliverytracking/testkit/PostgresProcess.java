package io.deliverytracking.testkit;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The processes of one Postgres, found through the files that the server keeps in its data directory:
 * {@code postmaster.pid} names the process, {@code postmaster.opts} the command that started it. A process counts only when
 * the data directory is on its command line.
 *
 * <p>Threading: not thread-safe; one thread at a time.
 *
 * <p>Failure: a command of {@code pg_ctl} that does not succeed is an {@link IllegalStateException} that
 * names the server's log.
 */
final class PostgresProcess {
    private static final Duration KILL_WAIT = Duration.ofSeconds(30);

    private final Path dataDirectory;
    private final Path logFile;

    PostgresProcess(Path dataDirectory, Path logFile) {
        this.dataDirectory = dataDirectory;
        this.logFile = logFile;
    }

    boolean isRunning() {
        return postmaster().isPresent();
    }

    void stop() {
        pgCtl(List.of("stop", "-m", "fast", "-w", "-t", "60"));
    }

    /** {@code pg_ctl restart} takes the options from postmaster.opts, and starts a server that is gone, too. */
    void restart(Duration wait) {
        pgCtl(List.of("restart", "-w", "-t", Long.toString(wait.toSeconds()), "-l", logFile.toString()));
    }

    /** Kills postmaster and children, and waits for the last: one survivor would keep the shared memory in use. */
    void kill() {
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        awaitExit(all);
    }

    /** Kills the first process alone, and waits for its children: each ends when it notices. */
    void killPostmaster() {
        List<ProcessHandle> all = processes();
        all.stream().limit(1).forEach(ProcessHandle::destroyForcibly);
        awaitExit(all);
    }

    /** Kills one of the postmaster's children; returns whether there is one of that number. */
    boolean killChild(long pid) {
        List<ProcessHandle> found = processes().stream()
                .skip(1)
                .filter(process -> process.pid() == pid)
                .toList();
        found.forEach(ProcessHandle::destroyForcibly);
        awaitExit(found);
        return !found.isEmpty();
    }

    private static void awaitExit(List<ProcessHandle> processes) {
        CompletableFuture.allOf(processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .orTimeout(KILL_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    void signal(String name) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes().forEach(process -> command.add(Long.toString(process.pid())));
        run(command);
    }

    /** The postmaster first. */
    private List<ProcessHandle> processes() {
        return postmaster()
                .map(root -> Stream.concat(Stream.of(root), root.descendants()).toList())
                .orElse(List.of());
    }

    private Optional<ProcessHandle> postmaster() {
        try (Stream<String> lines = Files.lines(dataDirectory.resolve("postmaster.pid"))) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(pid -> pid.matches("[0-9]{1,18}"))
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                    .filter(ProcessHandle::isAlive)
                    .filter(this::serves);
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** A file that a killed server left may name a pid that the system has given to somebody else since. */
    private boolean serves(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(command -> command.contains(dataDirectory.toString()))
                .isPresent();
    }

    private void pgCtl(List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // Postgres refuses to run as root; in a user namespace of its own it does not see that it is.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binaries().resolve("pg_ctl").toString());
        command.addAll(List.of("-D", dataDirectory.toString()));
        command.addAll(arguments);
        run(command);
    }

    private Path binaries() {
        try {
            String command = Files.readString(dataDirectory.resolve("postmaster.opts"));
            return Path.of(command.substring(0, command.indexOf(' '))).resolveSibling("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(List<String> command) {
        try {
            int status = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(logFile.toFile()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException(command + " ended with status " + status + ", see " + logFile);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }
}
