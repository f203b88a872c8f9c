package io.deliverytracking.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The temporary directories of test servers. Each carries the id of the JVM that owns it in its name, so that
 * a later JVM finds the servers whose owner was killed before its shutdown hook ran, ends them and deletes them.
 */
final class PostgresWorkDirectories {
    private static final String PREFIX = "delivery-testkit-postgres-";

    private PostgresWorkDirectories() {}

    static Path create() {
        try {
            return Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void removeOrphans() {
        for (Path directory : list()) {
            if (ownerIsGone(directory)) {
                new PostgresProcess(directory.resolve("data"), directory.resolve("postgres.log")).kill();
                TemporaryFiles.delete(directory);
            }
        }
    }

    private static List<Path> list() {
        try (Stream<Path> entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
                    .filter(Files::isDirectory)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean ownerIsGone(Path directory) {
        String rest = directory.getFileName().toString().substring(PREFIX.length());
        long owner = Long.parseLong(rest.substring(0, rest.indexOf('-')));
        return ProcessHandle.of(owner).filter(ProcessHandle::isAlive).isEmpty();
    }
}
