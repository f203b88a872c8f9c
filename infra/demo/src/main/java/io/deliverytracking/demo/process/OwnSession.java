package io.deliverytracking.demo.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Turns a command into one that runs in a session of its own and writes its own pid file first.
 *
 * <p>Java can't call {@code setsid(2)}. What can, in this order: {@code setsid} of util-linux (every Linux), Perl's POSIX module
 * (macOS has no setsid command), and as a last resort bash with job control, which gives the child a process group but no
 * session: enough for Ctrl-C, not for a closed terminal. That last one forks, therefore nobody relies on the pid that
 * {@link ProcessBuilder} sees: the one in the pid file counts.
 */
public final class OwnSession {

    private static final String LAUNCH = resource("launch.sh");
    private static final String PERL = "use POSIX; POSIX::setsid(); exec {$ARGV[0]} @ARGV or die \"$!\\n\"";

    private final List<String> prefix;

    private OwnSession(List<String> prefix) {
        this.prefix = prefix;
    }

    public static OwnSession ofThisMachine() {
        return choose(OwnSession::onPath);
    }

    static OwnSession choose(Predicate<String> available) {
        if (available.test("setsid")) {
            return new OwnSession(List.of("setsid"));
        }
        if (available.test("perl")) {
            return new OwnSession(List.of("perl", "-e", PERL, "--"));
        }
        // Not sh: some shells have job control only with a terminal.
        return new OwnSession(List.of("bash", "-c", "set -m; \"$@\" &", "bash"));
    }

    /** The command that starts {@code program} in its own session; {@code pidFile} names it before it runs. */
    public List<String> wrap(PidFile pidFile, List<String> program) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("sh", "-c", LAUNCH, pidFile.path().toString()));
        command.addAll(program);
        return command;
    }

    private static boolean onPath(String name) {
        String path = System.getenv("PATH");
        for (String directory : (path == null ? "/usr/bin:/bin" : path).split(":")) {
            if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, name))) {
                return true;
            }
        }
        return false;
    }

    private static String resource(String name) {
        try (InputStream in = OwnSession.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
