package io.deliverytracking.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Postgres on an ephemeral port of 127.0.0.1, unpacked from Maven Central's binaries, as root too.
 *
 * <p>Invariant: a commit that it acknowledged survives {@link #kill()}: the library starts its servers with
 * {@code fsync=off} and {@code synchronous_commit=off}, this class switches both on and
 * {@linkplain #requireDurable() proves it by SHOW}.
 *
 * <p>State lives in the data directory alone (port, process id, options), so two objects may name the same
 * server: that is how the class loaders of a Quarkus test share one.
 *
 * <p>Threading: {@link #createDatabase()} may be called by any thread; the fault methods by one at a time.
 *
 * <p>Ownership: {@link #start} registers a shutdown hook that stops the server and deletes its files; a JVM
 * killed before that leaves an orphan, which the next start on this machine removes.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

    static final String USER = "postgres";
    static final String PASSWORD = "postgres";

    /** The library allows 10 s, a recovery after kill -9 on a busy disk may take longer. */
    private static final Duration STARTUP_WAIT = Duration.ofSeconds(120);

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Path workDirectory;
    private final int port;
    private final PostgresProcess process;

    private PostgresServer(Path workDirectory, int port) {
        this.workDirectory = workDirectory;
        this.port = port;
        this.process = new PostgresProcess(dataDirectory(workDirectory), logFile(workDirectory));
    }

    /** The server that all tests of this JVM share; started by the first caller. */
    public static PostgresServer shared() {
        return SharedPostgres.get();
    }

    /** A server of one's own, for tests that stop or kill it. */
    public static PostgresServer start() {
        return start(Map.of());
    }

    /** A server of one's own, with some settings of {@code postgresql.conf} changed. */
    public static PostgresServer start(Map<String, String> settings) {
        PostgresWorkDirectories.removeOrphans();
        Path work = PostgresWorkDirectories.create();
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(dataDirectory(work))
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(STARTUP_WAIT)
                    .setLocaleConfig("locale", "C")
                    .setOutputRedirector(Redirect.appendTo(logFile(work).toFile()))
                    .setErrorRedirector(Redirect.appendTo(logFile(work).toFile()));
            durableSettings(settings).forEach(builder::setServerConfig);
            // Not kept: from here on the data directory says everything, and its own close() cannot cope with a killed
            // server.
            int port = builder.start().getPort();
            PostgresServer server = new PostgresServer(work, port);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "testkit-postgres-stop"));
            server.requireDurable();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("Postgres did not start; its log is " + logFile(work), e);
        }
    }

    /** The server that another class loader of this JVM has started. */
    static PostgresServer attach(Path workDirectory, int port) {
        return new PostgresServer(workDirectory, port);
    }

    private static Map<String, String> durableSettings(Map<String, String> changed) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("max_connections", "100");
        settings.put("log_min_messages", "warning");
        // It takes locks when it likes; what depends on it says so.
        settings.put("autovacuum", "off");
        settings.putAll(changed);
        // pg_ctl hands the options to a shell.
        settings.replaceAll((name, value) -> "'" + value + "'");
        return settings;
    }

    /** A new, empty database; costs about 50 ms. */
    public PostgresDatabase createDatabase() {
        String name = "test_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet() + "_"
                + Long.toString(System.nanoTime(), 36).toLowerCase(Locale.ROOT).replace("-", "");
        execute("CREATE DATABASE " + name);
        return new PostgresDatabase(this, name);
    }

    void dropDatabase(String name) {
        execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    /** Stops it as an administrator would: sessions are ended, a checkpoint is written. */
    public void stop() {
        process.stop();
    }

    /** Ends every process of the server at once with SIGKILL: nothing is flushed, no session is told. */
    public void kill() {
        process.kill();
    }

    /**
     * Ends the postmaster alone with SIGKILL. Its sessions go on until they wait for something and notice; returns when the
     * last is gone, as only then {@link #restart()} may follow.
     */
    public void killPostmaster() {
        process.killPostmaster();
    }

    /**
     * Ends the process behind one session with SIGKILL. The postmaster can't know what that one left in the shared memory, so
     * it ends all others, too, recovers from the log, and serves again: nobody has to restart it.
     *
     * @param pid as {@code pg_stat_activity} has it
     * @return whether there was such a session
     */
    public boolean killBackend(long pid) {
        return process.killChild(pid);
    }

    /** Freezes every process of the server (SIGSTOP): connections stay open and nothing answers. */
    public void freeze() {
        process.signal("STOP");
    }

    /** Lets a frozen server go on (SIGCONT). */
    public void thaw() {
        process.signal("CONT");
    }

    /** Starts it again on the same data directory, port and options, and waits until recovery is over. */
    public void restart() {
        process.restart(STARTUP_WAIT);
        LOG.info("Postgres restarted port={} data={}", port, dataDirectory());
    }

    public boolean isRunning() {
        return process.isRunning();
    }

    public int port() {
        return port;
    }

    public Path dataDirectory() {
        return dataDirectory(workDirectory);
    }

    Path workDirectory() {
        return workDirectory;
    }

    /** A connection to the database {@code postgres}, as superuser. */
    public Connection connect() throws SQLException {
        return connect("postgres");
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), USER, PASSWORD);
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Throws unless an acknowledged commit is on the disk. */
    public void requireDurable() {
        for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
            String value = show(setting);
            if (!value.equals("on")) {
                throw new IllegalStateException("Postgres runs with " + setting + "=" + value + ", not durable");
            }
        }
    }

    private String show(String setting) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException("SHOW " + setting + " failed", e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("Failed: " + sql, e);
        }
    }

    /** Stops the server and deletes its files. Idempotent. */
    @Override
    public void close() {
        if (Files.exists(workDirectory)) {
            process.kill();
            TemporaryFiles.delete(workDirectory);
        }
    }

    private static Path dataDirectory(Path workDirectory) {
        return workDirectory.resolve("data");
    }

    private static Path logFile(Path workDirectory) {
        return workDirectory.resolve("postgres.log");
    }
}
