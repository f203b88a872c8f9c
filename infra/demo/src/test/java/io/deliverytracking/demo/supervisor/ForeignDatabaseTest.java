package io.deliverytracking.demo.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.postgres.Database;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import io.deliverytracking.testkit.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Databases that users have, good and bad, on a real Postgres. */
@DeliveryPostgres(exclusive = true)
class ForeignDatabaseTest {

    private static final String BROKER = "127.0.0.1:9092";

    private final PostgresServer server;
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(screen, true, StandardCharsets.UTF_8), false);

    ForeignDatabaseTest(PostgresServer server) {
        this.server = server;
    }

    @Test
    void anEmptyDatabaseOfItsOwnerIsTakenWithoutAWord() throws Exception {
        try (PostgresDatabase database = server.createDatabase()) {
            ForeignDatabase foreign = at(database, "postgres");
            foreign.check(console);
            foreign.checkCluster(Optional.empty(), BROKER);
            foreign.checkCluster(Optional.of("abc"), BROKER);
        }
        assertThat(screen.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aSettingThatMakesItForgetIsToldButForgiven() throws Exception {
        try (PostgresDatabase database = server.createDatabase()) {
            database.execute("ALTER DATABASE " + database.name() + " SET synchronous_commit = off");
            at(database, "postgres").check(console);
        }
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("! This database may forget what it committed: synchronous_commit=off");
    }

    @Test
    void aServerThatIsNotThereIsSaidToBeSilent() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        assertRefused("jdbc:postgresql://127.0.0.1:" + nobody + "/delivery?user=u", "does not answer: Connection to");
        assertRefused("jdbc:postgresql://no..where/delivery?user=u", "does not answer: there is no host no..where");
    }

    @Test
    void aDatabaseThatDoesNotExistIsSaidNotToBeThere() {
        assertRefused(url("missing", "postgres"), "is not there: FATAL: database \"missing\" does not exist");
    }

    @Test
    void aWrongPasswordIsSaidToBeTheReason() throws Exception {
        run("CREATE ROLE careful LOGIN PASSWORD 'right'");
        Path rules = server.dataDirectory().resolve("pg_hba.conf");
        Files.writeString(
                rules,
                "host all careful 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules, StandardCharsets.UTF_8));
        run("SELECT pg_reload_conf()");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertRefused(
                        url("postgres", "careful") + "&password=wrong",
                        "does not let us in: FATAL: password authentication failed for user \"careful\""));
        run("GRANT CREATE ON SCHEMA public TO careful");
        assertThatCode(() -> new ForeignDatabase(new Database(url("postgres", "careful") + "&password=right"))
                        .check(console))
                .doesNotThrowAnyException();
    }

    @Test
    void aUserThatMayMakeNoTablesIsToldWhatToAskFor() throws Exception {
        run("CREATE ROLE guest LOGIN");
        try (PostgresDatabase database = server.createDatabase()) {
            database.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
            assertRefused(
                    url(database.name(), "guest"),
                    "lets guest make no tables; its owner may GRANT CREATE ON SCHEMA public");
            database.execute("GRANT CREATE ON SCHEMA public TO guest");
            at(database, "guest").check(console);
            database.execute("ALTER DATABASE " + database.name() + " SET search_path = nowhere");
            assertRefused(url(database.name(), "guest"), "has no schema to make tables in");
        }
    }

    @Test
    void aDatabaseThatCanOnlyBeReadIsRefused() throws Exception {
        try (PostgresDatabase database = server.createDatabase()) {
            database.execute("ALTER DATABASE " + database.name() + " SET default_transaction_read_only = on");
            assertRefused(url(database.name(), "postgres"), "can only be read");
        }
    }

    @Test
    void whatWasReadFromAnotherClusterIsNotGoneOnWith() throws Exception {
        try (PostgresDatabase database = server.createDatabase()) {
            database.execute("CREATE TABLE ingest_offset (cluster_id text)");
            ForeignDatabase foreign = at(database, "postgres");
            foreign.checkCluster(Optional.empty(), BROKER);
            database.execute("INSERT INTO ingest_offset VALUES ('ours'), ('ours')");
            foreign.checkCluster(Optional.of("ours"), BROKER);
            assertThatThrownBy(() -> foreign.checkCluster(Optional.of("theirs"), BROKER))
                    .isInstanceOf(DemoFailure.class)
                    .hasMessageContaining(
                            "read from cluster ours, but 127.0.0.1:9092 is cluster theirs; take another database");
            assertThatThrownBy(() -> foreign.checkCluster(Optional.empty(), BROKER))
                    .hasMessageContaining("127.0.0.1:9092 would be a new cluster");
        }
    }

    private void assertRefused(String url, String words) {
        assertThatThrownBy(() -> new ForeignDatabase(new Database(url)).check(console))
                .isInstanceOfSatisfying(
                        DemoFailure.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(ExitStatus.ENVIRONMENT))
                .hasMessageStartingWith("the database of --database-url ")
                .hasMessageContaining(words);
    }

    private ForeignDatabase at(PostgresDatabase database, String user) {
        return new ForeignDatabase(new Database(url(database.name(), user)));
    }

    private String url(String database, String user) {
        return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database + "?user=" + user;
    }

    private void run(String sql) throws Exception {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
