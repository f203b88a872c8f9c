package io.deliverytracking.demo.postgres;

import io.deliverytracking.demo.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One database cluster on this machine: its directory, made on first use, and the command that serves it.
 *
 * <p>Invariant: a directory called {@code directory} is a whole cluster, because {@code initdb} works in another one that is
 * renamed when it is done.
 * <p>Threading: none of its own; each method blocks.
 * <p>Failure: {@link IOException} with the place of the log.
 */
public final class EmbeddedPostgres {

    static final String SUPERUSER = "postgres";
    private static final Duration INITDB_PATIENCE = Duration.ofSeconds(120);

    /**
     * A smart shutdown waits for clients, an immediate one means recovery at the next start; the fast one (INT) rolls back what is
     * open and writes a checkpoint, which may take as long as a gigabyte of dirty pages does.
     */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);

    private final Path binaries;
    private final Path directory;
    private final int port;
    private final UnprivilegedUser user;

    private EmbeddedPostgres(Path binaries, Path directory, int port, UnprivilegedUser user) {
        this.binaries = binaries;
        this.directory = directory;
        this.port = port;
        this.user = user;
    }

    /** Unpacks Postgres into the cache and makes the cluster, each unless it is there; the server must not run. */
    public static EmbeddedPostgres prepare(Path cache, Path directory, int port, Path log) throws IOException {
        EmbeddedPostgres postgres = new EmbeddedPostgres(
                PostgresBinaries.unpackInto(cache), directory, port, UnprivilegedUser.ofThisMachine());
        if (!Files.exists(directory.resolve("PG_VERSION"))) {
            postgres.initialise(log);
        }
        StalePostmasterFile.deleteFrom(directory);
        return postgres;
    }

    /** What runs the server in the foreground: the pid is the postmaster's. */
    public ProcessSpec spec(String name, Path log) {
        return spec(name, log, Map.of());
    }

    /** The same with settings that win over the usual ones. */
    public ProcessSpec spec(String name, Path log, Map<String, String> further) {
        List<String> command = new ArrayList<>(List.of(
                binaries.resolve("bin/postgres").toString(), "-D", directory.toString(), "-p", Integer.toString(port)));
        Map<String, String> settings = new TreeMap<>(settings());
        settings.putAll(further);
        settings.forEach((setting, value) -> command.addAll(List.of("-c", setting + "=" + value)));
        return new ProcessSpec(
                name,
                user.wrap(command),
                Map.of("LC_ALL", "C"),
                Objects.requireNonNull(directory.getParent()),
                log,
                "INT",
                STOP_PATIENCE);
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + SUPERUSER;
    }

    /**
     * Durable first: what is committed survives a kill and a power cut. Then sized for a machine that also runs everything else:
     *
     * <ul>
     *   <li>{@code shared_buffers} 128 MB: rows are written once, in order, and mostly read back from the page cache; more memory
     *       here made no difference to COPY.
     *   <li>{@code max_wal_size} 1 GB: at 100,000 rows/s about 12 MB/s of WAL, so a checkpoint every minute or so; a recovery
     *       after a kill replays at most that gigabyte, a matter of seconds.
     *   <li>{@code wal_level} minimal: nobody replicates from here.
     *   <li>{@code io_method} sync: the page cache answers; three I/O worker processes would only cost memory.
     * </ul>
     */
    static Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("fsync", "on"),
                Map.entry("synchronous_commit", "on"),
                Map.entry("full_page_writes", "on"),
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("unix_socket_directories", ""),
                Map.entry("max_connections", "60"),
                Map.entry("shared_buffers", "128MB"),
                Map.entry("max_wal_size", "1GB"),
                Map.entry("min_wal_size", "256MB"),
                Map.entry("wal_level", "minimal"),
                Map.entry("max_wal_senders", "0"),
                Map.entry("wal_buffers", "16MB"),
                Map.entry("checkpoint_completion_target", "0.9"),
                Map.entry("io_method", "sync"),
                Map.entry("jit", "off"),
                Map.entry("timezone", "UTC"),
                Map.entry("log_timezone", "UTC"),
                Map.entry("log_line_prefix", "%m [%p] "));
    }

    private void initialise(Path log) throws IOException {
        Path fresh = directory.resolveSibling(directory.getFileName() + ".making");
        if (Files.exists(fresh)) {
            run(List.of("rm", "-rf", fresh.toString()), log);
        }
        Files.createDirectories(fresh);
        user.takeOver(fresh);
        run(
                user.wrap(List.of(
                        binaries.resolve("bin/initdb").toString(),
                        "-D",
                        fresh.toString(),
                        "-U",
                        SUPERUSER,
                        // Only 127.0.0.1 is listened on; whoever has an account here may look into the demo's data.
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--data-checksums")),
                log);
        Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void run(List<String> command, Path log) throws IOException {
        Files.createDirectories(log.getParent());
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            boolean ended = process.waitFor(INITDB_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            if (!ended || process.exitValue() != 0) {
                throw new IOException(command.get(0) + " failed; its output is in " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted during " + command.get(0), e);
        }
    }
}
