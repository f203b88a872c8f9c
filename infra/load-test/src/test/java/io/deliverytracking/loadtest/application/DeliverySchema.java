package io.deliverytracking.loadtest.application;

import io.deliverytracking.testkit.PostgresDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The database writer's tables, as its migrations make them, with a time partition for now. */
final class DeliverySchema {

    private static final Path MIGRATIONS = Path.of("../../db-writer/src/main/resources/db/migration");

    private DeliverySchema() {}

    static void create(PostgresDatabase database) {
        for (Path migration : migrations()) {
            try {
                database.execute(Files.readString(migration));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        database.execute("SELECT rider_location_create_partition(now() - interval '1 hour', now() + interval '1 day')");
    }

    private static List<Path> migrations() {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            return files.filter(file -> file.getFileName().toString().startsWith("V"))
                    .sorted(Comparator.comparingInt(DeliverySchema::version))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int version(Path migration) {
        String name = migration.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }
}
