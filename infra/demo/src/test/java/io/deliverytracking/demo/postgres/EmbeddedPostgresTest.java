package io.deliverytracking.demo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.process.DetachedProcess;
import io.deliverytracking.demo.process.OwnSession;
import io.deliverytracking.demo.process.PidFile;
import io.deliverytracking.demo.process.ProcessSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class EmbeddedPostgresTest {

    @TempDir
    Path home;

    @AfterEach
    void stop() {
        DetachedProcess.find("postgres", pidFile()).ifPresent(DetachedProcess::kill);
    }

    @Test
    void whatIsCommittedIsThereAfterAKillAndTheServerIsDurable() throws Exception {
        int port = freePort();
        Path log = home.resolve("postgres.log");
        EmbeddedPostgres postgres = EmbeddedPostgres.prepare(home.resolve("cache"), home.resolve("data"), port, log);
        DetachedProcess first = start(postgres, log);
        Database server = new Database(postgres.jdbcUrl("postgres"));
        server.await(Duration.ofSeconds(120), first::isAlive);
        assertThat(server.whatMakesItForget()).isEmpty();
        server.createDatabase("delivery");
        server.createDatabase("delivery");
        Database delivery = new Database(postgres.jdbcUrl("delivery"));
        try (Connection connection = delivery.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
        }

        List<ProcessHandle> workers =
                ProcessHandle.of(first.pid()).orElseThrow().descendants().toList();
        first.kill();
        // One survivor would keep the shared memory in use.
        workers.forEach(worker -> worker.onExit().join());
        DetachedProcess second =
                start(EmbeddedPostgres.prepare(home.resolve("cache"), home.resolve("data"), port, log), log);
        delivery.await(Duration.ofSeconds(120), second::isAlive);

        try (Connection connection = delivery.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT answer FROM kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
        assertThat(second.stop("INT", Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void aServerThatForgetsIsNamedByTheSettingThatMakesIt() throws Exception {
        Path log = home.resolve("postgres.log");
        EmbeddedPostgres postgres =
                EmbeddedPostgres.prepare(home.resolve("cache"), home.resolve("data"), freePort(), log);
        ProcessSpec spec = postgres.spec("postgres", log);
        java.util.List<String> careless = new java.util.ArrayList<>(spec.command());
        careless.addAll(java.util.List.of("-c", "fsync=off"));
        DetachedProcess process = DetachedProcess.start(
                new ProcessSpec(
                        "postgres",
                        careless,
                        spec.environment(),
                        spec.workDirectory(),
                        log,
                        spec.stopSignal(),
                        spec.stopPatience()),
                pidFile(),
                OwnSession.ofThisMachine());
        Database server = new Database(postgres.jdbcUrl("postgres"));
        server.await(Duration.ofSeconds(120), process::isAlive);

        assertThat(server.whatMakesItForget()).containsExactly("fsync=off");
    }

    private DetachedProcess start(EmbeddedPostgres postgres, Path log) throws IOException {
        return DetachedProcess.start(postgres.spec("postgres", log), pidFile(), OwnSession.ofThisMachine());
    }

    private PidFile pidFile() {
        return PidFile.in(home, "postgres");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
