package io.deliverytracking.demo.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The file through which a process that outlived its supervisor is found again: the pid on the first line, the stamp of
 * {@link ProcessIdentity} on the second. The child writes it (see {@code launch.sh}), under another name and then renamed, so a
 * reader sees all of it or nothing.
 *
 * <p>Failure: a file that can't be understood counts as absent; one that can't be read is an {@link UncheckedIOException}.
 */
public record PidFile(Path path) {

    public static PidFile in(Path runDirectory, String name) {
        return new PidFile(runDirectory.resolve(name + ".pid"));
    }

    /** What the file says, whether or not that process still runs. */
    public Optional<ProcessIdentity> read() {
        try {
            List<String> lines = Files.readAllLines(path);
            return lines.size() < 2
                    ? Optional.empty()
                    : Optional.of(new ProcessIdentity(Long.parseLong(lines.get(0)), lines.get(1)));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that the file names, if it is still that process and runs. */
    public Optional<ProcessIdentity> running() {
        return read().filter(ProcessIdentity::isAlive);
    }

    public void write(ProcessIdentity identity) {
        try {
            Path fresh = path.resolveSibling(path.getFileName() + ".new");
            Files.writeString(fresh, identity.pid() + "\n" + identity.stamp() + "\n");
            Files.move(
                    fresh,
                    path,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
