package io.deliverytracking.demo.supervisor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What another command must know of a running demo, or of one whose supervisor was killed: written to {@code run/state.json} at each
 * change, whole or not at all, readable only by its owner because a database URL may hold a password.
 *
 * @param phase         in words: starting, running, draining, reckoning, stopped
 * @param sinceMs       when this demo began, ms since the epoch: its sessions are no older
 * @param bootstrap     the broker
 * @param databaseUrl   the database, JDBC
 * @param data          the data directory
 * @param orderRequired whether the reckoning demands order
 * @param addresses     by part title: what a browser opens, or a client connects to
 */
public record RunState(
        String phase,
        long sinceMs,
        String bootstrap,
        String databaseUrl,
        String data,
        boolean orderRequired,
        Map<String, String> addresses) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public RunState {
        addresses = new TreeMap<>(addresses);
    }

    public static Path file(Path runDirectory) {
        return runDirectory.resolve("state.json");
    }

    public static Optional<RunState> read(Path runDirectory) {
        try {
            return Optional.of(JSON.readValue(file(runDirectory).toFile(), RunState.class));
        } catch (IOException absentOrBroken) {
            return Optional.empty();
        }
    }

    public RunState in(String newPhase) {
        return new RunState(newPhase, sinceMs, bootstrap, databaseUrl, data, orderRequired, addresses);
    }

    public void write(Path runDirectory) {
        try {
            Path fresh = runDirectory.resolve("state.json.new");
            Files.deleteIfExists(fresh);
            Files.createFile(
                    fresh,
                    PosixFilePermissions.asFileAttribute(Set.copyOf(PosixFilePermissions.fromString("rw-------"))));
            Files.write(fresh, JSON.writeValueAsBytes(this));
            Files.move(fresh, file(runDirectory), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + file(runDirectory), e);
        }
    }
}
