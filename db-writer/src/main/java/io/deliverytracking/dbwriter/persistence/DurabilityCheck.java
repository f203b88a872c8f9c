package io.deliverytracking.dbwriter.persistence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Asks Postgres whether an acknowledged commit survives a crash. Exactly once stands on that: with one of these
 * settings off, rows vanish although their offsets were committed to Kafka and to whoever asked.
 */
public final class DurabilityCheck {
    private static final String[] SETTINGS = {"fsync", "synchronous_commit", "full_page_writes"};

    private DurabilityCheck() {}

    /** The settings that are off, as {@code name=value}; empty if the database is durable. */
    public static List<String> weaknesses(DataSource dataSource) throws SQLException {
        List<String> weak = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS) {
                try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
                    row.next();
                    if (row.getString(1).equals("off")) {
                        weak.add(setting + "=off");
                    }
                }
            }
        }
        return weak;
    }
}
