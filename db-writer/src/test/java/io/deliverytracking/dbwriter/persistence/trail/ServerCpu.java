package io.deliverytracking.dbwriter.persistence.trail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/**
 * Processor time that a Postgres on this machine has used, in seconds, from {@code /proc}: it counts the same on a busy
 * machine, up to the 10 ms of the kernel's clock.
 *
 * <p>Source: proc_pid_stat(5).
 */
public final class ServerCpu {
    private static final double TICKS_PER_S = 100;

    private ServerCpu() {}

    /** Of the process behind a connection. */
    public static double of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return own(stat(row.getLong(1)));
        }
    }

    /** Of all processes of the server with this data directory, also of those that have ended. */
    public static double of(Path dataDirectory) {
        try (Stream<String> lines = Files.lines(dataDirectory.resolve("postmaster.pid"))) {
            ProcessHandle postmaster = ProcessHandle.of(
                            Long.parseLong(lines.findFirst().orElseThrow().strip()))
                    .orElseThrow();
            String[] stat = stat(postmaster.pid());
            double ended = (Long.parseLong(stat[13]) + Long.parseLong(stat[14])) / TICKS_PER_S;
            return own(stat)
                    + ended
                    + postmaster
                            .descendants()
                            .mapToDouble(child -> ownOrNone(child.pid()))
                            .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double ownOrNone(long pid) {
        try {
            return own(stat(pid));
        } catch (UncheckedIOException e) {
            return 0; // ended just now: it is counted as one of those from the next time on
        }
    }

    private static double own(String[] stat) {
        return (Long.parseLong(stat[11]) + Long.parseLong(stat[12])) / TICKS_PER_S;
    }

    /** The fields from the third one on: what comes before may hold spaces. */
    private static String[] stat(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
