package io.deliverytracking.demo.supervisor;

import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.postgres.Database;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Postgres of {@code --database-url}, looked at before anything is started: does it answer, let us in, let us make tables,
 * and is what it holds from the broker that will be read?
 *
 * <p>Threading: the supervisor's thread, which it blocks for as long as {@link Database#connect} may.
 * <p>Failure: {@link DemoFailure} that says what to do; nothing has been written.
 */
public final class ForeignDatabase {

    /** The first with DETACH PARTITION CONCURRENTLY, by which the writer's retention takes rows away. */
    private static final int OLDEST_VERSION = 14;

    private static final String ABOUT = "SELECT current_setting('server_version_num')::int / 10000 AS version,"
            + " pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool AS read_only,"
            + " current_user AS who, current_schema() AS schema,"
            + " has_schema_privilege(current_schema(), 'CREATE') AS may_create";

    private static final String UNDEFINED_TABLE = "42P01";
    private static final String CLUSTERS = "SELECT DISTINCT cluster_id FROM ingest_offset";

    private final Database database;

    public ForeignDatabase(Database database) {
        this.database = database;
    }

    /** Refuses a database that can't serve a demo, and says what makes one forgetful. */
    public void check(Console console) throws DemoFailure {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet about = statement.executeQuery(ABOUT)) {
            about.next();
            checkThatWeMayWrite(about);
            List<String> off = database.whatMakesItForget();
            if (!off.isEmpty()) {
                console.say("! This database may forget what it committed: " + String.join(", ", off));
            }
        } catch (SQLException e) {
            throw refusal(inWords(e));
        }
    }

    private static void checkThatWeMayWrite(ResultSet about) throws SQLException, DemoFailure {
        int version = about.getInt("version");
        if (version < OLDEST_VERSION) {
            throw refusal("is a Postgres " + version + "; " + OLDEST_VERSION + " or newer is needed");
        }
        if (about.getBoolean("read_only")) {
            throw refusal("can only be read: it is a standby, or default_transaction_read_only is on");
        }
        String schema = about.getString("schema");
        if (schema == null) {
            throw refusal("has no schema to make tables in: none of its search_path exists");
        }
        if (!about.getBoolean("may_create")) {
            String who = about.getString("who");
            throw refusal(
                    "lets " + who + " make no tables; its owner may GRANT CREATE ON SCHEMA " + schema + " TO " + who);
        }
    }

    /**
     * Refuses a database with offsets of other clusters: the writer would stop at them, but only when everything has been started.
     *
     * @param cluster the broker's; empty for one that will be new
     * @param bootstrap the broker, for the message
     */
    void checkCluster(Optional<String> cluster, String bootstrap) throws DemoFailure {
        List<String> stored = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(CLUSTERS)) {
            while (rows.next()) {
                stored.add(rows.getString(1));
            }
        } catch (SQLException e) {
            if (!UNDEFINED_TABLE.equals(e.getSQLState())) {
                throw refusal(inWords(e));
            }
            // Nothing was ever written.
        }
        if (!stored.isEmpty() && cluster.filter(stored::contains).isEmpty()) {
            throw refusal("holds what was read from cluster " + String.join(", ", stored) + ", but " + bootstrap
                    + cluster.map(id -> " is cluster " + id).orElse(" would be a new cluster")
                    + "; take another database, or the --data-dir that it was filled with");
        }
    }

    private static String inWords(SQLException trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "does not answer: there is no host " + cause.getMessage();
            }
            if (cause instanceof SocketTimeoutException) {
                return "does not answer within " + Database.CONNECT_TIMEOUT_S + " s";
            }
        }
        String state = trouble.getSQLState() == null ? "" : trouble.getSQLState();
        String what = state.startsWith("28")
                ? "does not let us in: "
                : state.equals("3D000") ? "is not there: " : "does not answer: ";
        return what + trouble.getMessage();
    }

    private static DemoFailure refusal(String what) {
        return new DemoFailure(ExitStatus.ENVIRONMENT, "the database of --database-url " + what);
    }
}
