package io.deliverytracking.demo.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * How Postgres is run where we are root: it refuses to be.
 *
 * <p>Three ways, the first that works here is taken. An ordinary user needs none. Root in a user namespace of its own
 * ({@code unshare -U}) is nobody to Postgres, and still owns its files to the rest of the system. Where namespaces are forbidden
 * (containers, often), the program is run as {@code nobody}, who then must own the data directory and be let into the folders
 * above it. None of them forks.
 */
public final class UnprivilegedUser {

    private static final String NOBODY = "65534";

    private final List<String> prefix;
    private final boolean filesChangeHands;

    private UnprivilegedUser(List<String> prefix, boolean filesChangeHands) {
        this.prefix = prefix;
        this.filesChangeHands = filesChangeHands;
    }

    public static UnprivilegedUser ofThisMachine() throws IOException {
        return choose(succeeds("sh", "-c", "test \"$(id -u)\" = 0"), UnprivilegedUser::runs);
    }

    static UnprivilegedUser choose(boolean root, Predicate<List<String>> works) throws IOException {
        if (!root) {
            return new UnprivilegedUser(List.of(), false);
        }
        List<String> namespace = List.of("unshare", "-U");
        if (works.test(namespace)) {
            return new UnprivilegedUser(namespace, false);
        }
        for (List<String> asNobody : List.of(
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"),
                List.of("chroot", "--userspec=" + NOBODY + ":" + NOBODY, "/"))) {
            if (works.test(asNobody)) {
                return new UnprivilegedUser(asNobody, true);
            }
        }
        throw new IOException("Postgres refuses to run as root, and none of unshare, setpriv and chroot works here;"
                + " run ./delivery as another user, or name a Postgres of yours with --database-url");
    }

    public List<String> wrap(List<String> program) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(program);
        return command;
    }

    /** Gives a directory to the user that Postgres will run as. */
    void takeOver(Path directory) throws IOException {
        if (filesChangeHands && !succeeds("chown", "-R", NOBODY + ":" + NOBODY, directory.toString())) {
            throw new IOException("can't give " + directory + " to the user " + NOBODY + ", as whom Postgres runs");
        }
    }

    private static boolean runs(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        return succeeds(command.toArray(String[]::new));
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
