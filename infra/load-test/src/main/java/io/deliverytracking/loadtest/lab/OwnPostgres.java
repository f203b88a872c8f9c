package io.deliverytracking.loadtest.lab;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.postgres.Database;
import io.deliverytracking.demo.postgres.EmbeddedPostgres;
import io.deliverytracking.demo.process.DetachedProcess;
import io.deliverytracking.demo.process.OwnSession;
import io.deliverytracking.demo.process.PidFile;
import io.deliverytracking.demo.process.ProcessSpec;
import io.deliverytracking.demo.services.Part;
import io.deliverytracking.demo.supervisor.LogTail;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The embedded Postgres in a directory of the load test's own, with the demo's durable settings and what a load test needs besides.
 *
 * <p>Ownership: process and data directory, ended and deleted by {@link #close()}: each load test begins with a fresh cluster, and
 * leaves no gigabytes of its last trial.
 */
public final class OwnPostgres implements DatabaseServer {

    private static final String DATABASE = "loadtest";

    /** A crash at full rate leaves up to {@code max_wal_size} to replay. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(120);

    private static final Duration CRASH_PATIENCE = Duration.ofSeconds(20);

    /**
     * Beyond the demo's:
     *
     * <ul>
     *   <li>{@code max_connections}: the largest pool of a direct arm, the foreground, the writer, and us.
     *   <li>{@code track_commit_timestamp}: the moment of each row's commit, from which freshness is reckoned afterwards instead of
     *       by polling; ten bytes a transaction, the same for all arms.
     *   <li>{@code log_checkpoints}: a checkpoint explains many a peak.
     *   <li>{@code min_wal_size}: as {@code max_wal_size}, so that the segments of {@link #layInLog} stay.
     * </ul>
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "max_connections", "140",
            "track_commit_timestamp", "on",
            "log_checkpoints", "on",
            "min_wal_size", "1GB");

    /** A gigabyte, less what there is from the start. */
    private static final int LOG_SEGMENTS = 60;

    private final EmbeddedPostgres postgres;
    private final Path directory;
    private final PidFile pidFile;
    private final Path log;
    private final OwnSession session = OwnSession.ofThisMachine();
    private volatile @Nullable DetachedProcess process;

    private OwnPostgres(EmbeddedPostgres postgres, Path directory, PidFile pidFile, Path log) {
        this.postgres = postgres;
        this.directory = directory;
        this.pidFile = pidFile;
        this.log = log;
    }

    /** Makes the cluster, starts the server, and makes the database. No server of an earlier load test may run any more. */
    public static OwnPostgres start(DeliveryHome home, int port) throws LabException {
        Path log = home.logs().resolve(Part.POSTGRES.title() + ".log");
        Path directory = home.data().resolve("postgres");
        // Of a load test that was killed.
        DirectoryTree.delete(directory);
        try {
            OwnPostgres own = new OwnPostgres(
                    EmbeddedPostgres.prepare(home.cache(), directory, port, log),
                    directory,
                    PidFile.in(home.run(), Part.POSTGRES.title()),
                    log);
            try {
                own.start();
                own.layInLog();
                return own;
            } catch (LabException | RuntimeException | Error e) {
                own.close();
                throw e;
            }
        } catch (IOException e) {
            throw new LabException("Postgres can't be prepared: " + e.getMessage(), e);
        }
    }

    @Override
    public void start() throws LabException {
        DetachedProcess running = process;
        if (running != null && running.isAlive()) {
            return;
        }
        try {
            DetachedProcess started = DetachedProcess.start(spec(), pidFile, session);
            process = started;
            administration().await(START_PATIENCE, started::isAlive);
            administration().createDatabase(DATABASE);
        } catch (IOException | SQLException e) {
            throw new LabException(
                    "Postgres does not answer: " + e.getMessage() + System.lineSeparator() + LogTail.of(log), e);
        }
    }

    /**
     * Has the server make the segments of its write-ahead log that it will write over and over again. A server that has run for a
     * day has them; in a fresh one, everybody who commits waits whenever 16 MB of zeroes go to the disk first, once a second or
     * two at 100,000 rows a second, and the trials that happen to come first would be the ones to pay.
     */
    private void layInLog() throws LabException {
        try (Connection connection = administration().connect();
                Statement statement = connection.createStatement()) {
            // A checkpoint in between makes used ones new ones: then there are fewer than were switched to.
            for (int turn = 0; turn < 2 * LOG_SEGMENTS && segments(statement) < LOG_SEGMENTS; turn++) {
                // Something to log, without which there is nothing to switch from.
                statement.execute("SELECT pg_current_xact_id()");
                statement.execute("SELECT pg_switch_wal()");
            }
            statement.execute("CHECKPOINT");
        } catch (SQLException e) {
            throw new LabException("the segments of the write-ahead log can't be made: " + e.getMessage(), e);
        }
    }

    private static int segments(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_ls_waldir()")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Override
    public void crash() {
        DetachedProcess running = process;
        if (running != null) {
            // QUIT is the immediate shutdown: the server ends its children too. KILL would leave them to find out by
            // themselves,
            // and the data directory locked until they have.
            running.stop("QUIT", CRASH_PATIENCE);
        }
    }

    @Override
    public String jdbcUrl() {
        return postgres.jdbcUrl(DATABASE);
    }

    @Override
    public OptionalLong pid() {
        DetachedProcess running = process;
        return running == null ? OptionalLong.empty() : OptionalLong.of(running.pid());
    }

    @Override
    public boolean isOurs() {
        return true;
    }

    private Database administration() {
        return new Database(postgres.jdbcUrl("postgres"));
    }

    private ProcessSpec spec() {
        return postgres.spec(Part.POSTGRES.title(), log, SETTINGS);
    }

    @Override
    public void close() {
        DetachedProcess running = process;
        if (running != null) {
            ProcessSpec spec = spec();
            running.stop(spec.stopSignal(), spec.stopPatience());
        }
        pidFile.delete();
        try {
            DirectoryTree.delete(directory);
        } catch (LabException e) {
            // The next load test tries again, and tells what stands in its way.
        }
    }
}
