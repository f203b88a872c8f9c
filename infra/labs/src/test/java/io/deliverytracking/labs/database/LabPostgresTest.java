package io.deliverytracking.labs.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("long")
class LabPostgresTest {

    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

    @Test
    void whatItHasAcknowledgedIsOnTheDisk() throws Exception {
        try (LabPostgres postgres = LabPostgres.start()) {
            assertThat(postgres.number("SELECT count(*) FROM pg_settings WHERE setting = 'on'"
                            + " AND name IN ('fsync', 'synchronous_commit', 'full_page_writes')"))
                    .isEqualTo(3);
        }
    }

    @Test
    void itEndsWithWhoHasStartedItHoweverThatEndsAndTheNextOneTidiesUp() throws Exception {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int port;
        Path directory;
        long postmaster;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8))) {
            port = Integer.parseInt(out.readLine());
            assertThat(isListenedOn(port)).isTrue();
            directory = directoryOf(owner.pid());
            postmaster = firstNumber(directory.resolve("data/postmaster.pid"));
            owner.destroyForcibly().waitFor();
        }

        long deadlineNs = System.nanoTime() + PATIENCE_NS;
        while (isListenedOn(port) || ProcessHandle.of(postmaster).isPresent()) {
            assertThat(System.nanoTime()).as("a minute is enough to end").isLessThan(deadlineNs);
            Thread.sleep(20);
        }
        assertThat(directory).exists();
        LabPostgres.start().close();
        assertThat(directory).doesNotExist();
    }

    private static Path directoryOf(long owner) throws IOException {
        try (DirectoryStream<Path> directories =
                Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "delivery-lab-postgres-*")) {
            for (Path directory : directories) {
                if (Files.exists(directory.resolve("owner.pid"))
                        && firstNumber(directory.resolve("owner.pid")) == owner) {
                    return directory;
                }
            }
        }
        throw new AssertionError("no directory says that it is of process " + owner);
    }

    private static long firstNumber(Path file) throws IOException {
        return Long.parseLong(Files.readAllLines(file).get(0).strip());
    }

    private static boolean isListenedOn(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** Starts one, says its port, and stays. */
    static final class Owner {

        private Owner() {}

        public static void main(String[] arguments) throws Exception {
            LabPostgres postgres = LabPostgres.start();
            try (Connection connection = postgres.connect()) {
                String url = connection.getMetaData().getURL();
                System.out.println(url.replaceAll(".*:([0-9]+)/.*", "$1"));
            }
            Thread.currentThread().join();
        }
    }
}
