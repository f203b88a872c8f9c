package io.deliverytracking.labs.database;

import io.deliverytracking.labs.files.DirectoryTree;
import io.deliverytracking.labs.stage.LessonLeftOut;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real Postgres of a lesson's own, on a port of the system's choice, unpacked from Maven Central's binaries.
 *
 * <p>Invariant: what it has acknowledged is on the disk; the library would rather be quick ({@code fsync=off}).
 *
 * <p>Threading: {@link #connect()} may be called by any thread.
 *
 * <p>Ownership: the server and its directory; both are gone after {@link #close()}. A directory whose process was killed is
 * deleted by the next start. The server also ends when this process
 * does, however it ends: a shell waits for the end of its standard input, and kills it.
 */
public final class LabPostgres implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final String PREFIX = "delivery-lab-postgres-";

    /** Has the id of the process that a directory belongs to. */
    private static final String OWNER = "owner.pid";

    private static final String POSTMASTER = "data/postmaster.pid";

    private final Path directory;
    private final EmbeddedPostgres server;
    private final Process guard;

    private LabPostgres(Path directory, EmbeddedPostgres server, Process guard) {
        this.directory = directory;
        this.server = server;
        this.guard = guard;
    }

    /**
     * Starts one and waits until it serves.
     *
     * @throws LessonLeftOut when this machine can't run it; the message says why
     */
    public static LabPostgres start() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        deleteStale(temporary);
        Path directory = Files.createTempDirectory(temporary, PREFIX);
        Files.writeString(
                directory.resolve(OWNER), String.valueOf(ProcessHandle.current().pid()));
        Path data = directory.resolve("data");
        Path log = directory.resolve("postgres.log");
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setPGStartupWait(START_PATIENCE)
                .setLocaleConfig("locale", "C")
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()));
        settings().forEach(builder::setServerConfig);
        try {
            EmbeddedPostgres server = builder.start();
            Process guard = new ProcessBuilder(
                            "sh", "-c", "cat; kill -QUIT $(head -n 1 \"$0/postmaster.pid\")", data.toString())
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return new LabPostgres(directory, server, guard);
        } catch (IOException | IllegalStateException e) {
            String said = Files.exists(log) ? Files.readString(log).strip() : "";
            DirectoryTree.delete(directory);
            throw new LessonLeftOut(
                    "no Postgres could be started on this machine (" + System.getProperty("os.name") + ", "
                            + System.getProperty("os.arch") + "): " + e.getMessage() + " " + said
                            + " There are binaries for Linux and for Macs with Apple silicon; root needs unshare.");
        }
    }

    /** What it has acknowledged is on the disk. Nothing tidies up by itself in the middle of a measurement. */
    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        settings.put("autovacuum", "off");
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "''");
        return settings;
    }

    /** A connection that commits each statement, until it is told not to. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"));
    }

    /** Runs statements that have no result. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The number that is the only result of {@code sql}. */
    public long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** How many bytes its write-ahead log has got up to now. */
    public long walBytes() throws SQLException {
        return number("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn");
    }

    @Override
    public void close() throws IOException {
        try {
            server.close();
        } finally {
            guard.destroy();
            DirectoryTree.delete(directory);
        }
    }

    /** What labs have left that were killed (kill -9): neither they nor their servers are there any more. */
    private static void deleteStale(Path temporary) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path directory : directories) {
                if (isOver(directory.resolve(OWNER))
                        && (!Files.exists(directory.resolve(POSTMASTER)) || isOver(directory.resolve(POSTMASTER)))) {
                    DirectoryTree.delete(directory);
                }
            }
        }
    }

    /** Whether the first line of {@code file} is the id of a process that is no more; not where there is no such line. */
    private static boolean isOver(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst()
                    .map(pid -> ProcessHandle.of(Long.parseLong(pid.strip())).isEmpty())
                    .orElse(false);
        } catch (IOException | UncheckedIOException | NumberFormatException e) {
            return false;
        }
    }
}
