package io.deliverytracking.demo.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The {@code postmaster.pid} of a server that was killed: Postgres refuses to start while a process of any kind has the pid in it,
 * and after a restart of a machine or container small pids soon belong to others.
 *
 * <p>Invariant: the file is deleted only when the pid's process is no postgres, and no process works in the data directory: a
 * postmaster and each of its children, which may outlive it, do. Only Linux shows both; elsewhere the file stays.
 * <p>Threading: stateless; the caller starts no server meanwhile.
 */
final class StalePostmasterFile {

    private static final Path PROC = Path.of("/proc");

    private StalePostmasterFile() {}

    /** Deletes it where it is in nobody's name any more; returns whether it did. */
    static boolean deleteFrom(Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve("postmaster.pid");
        if (!Files.exists(file) || !Files.exists(PROC.resolve("self/cwd"))) {
            return false;
        }
        OptionalLong pid = pidIn(file);
        if (pid.isEmpty() || isPostgresOrGone(pid.getAsLong()) || somebodyWorksIn(dataDirectory.toRealPath())) {
            return false;
        }
        Files.delete(file);
        return true;
    }

    private static OptionalLong pidIn(Path file) throws IOException {
        String first = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        return first.matches("[1-9][0-9]{0,9}") ? OptionalLong.of(Long.parseLong(first)) : OptionalLong.empty();
    }

    /** Gone is for Postgres itself to find out. */
    private static boolean isPostgresOrGone(long pid) {
        try {
            return Files.readString(PROC.resolve(pid + "/comm"), StandardCharsets.ISO_8859_1)
                    .startsWith("postgres");
        } catch (IOException gone) {
            return true;
        }
    }

    private static boolean somebodyWorksIn(Path dataDirectory) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                try {
                    if (Files.readSymbolicLink(process.resolve("cwd")).startsWith(dataDirectory)) {
                        return true;
                    }
                } catch (IOException goneOrForeign) {
                    // Another user's: it can't have opened a directory that only its owner may enter.
                }
            }
        }
        return false;
    }
}
