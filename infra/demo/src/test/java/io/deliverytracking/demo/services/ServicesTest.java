package io.deliverytracking.demo.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.DeliveryHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesTest {

    private static final String PASSWORD = "DELIVERY_DATABASE_PASSWORD";

    @TempDir
    Path directory;

    @Test
    void thePasswordGoesToTheWriterAlone() throws IOException {
        Services services = services("jdbc:postgresql://127.0.0.1/d?user=u&password=p%20w");
        assertThat(services.spec(Part.DB_WRITER).environment()).containsEntry(PASSWORD, "p w");
        assertThat(services.spec(Part.DB_WRITER).command()).noneMatch(word -> word.contains("p w"));
        assertThat(services.spec(Part.SIMULATOR).environment()).doesNotContainKey(PASSWORD);
    }

    /** The writer refuses to start with an empty one. */
    @Test
    void aDatabaseThatTrustsUsNeedsNoPassword() throws IOException {
        assertThat(services("jdbc:postgresql://127.0.0.1/d?user=u")
                        .spec(Part.DB_WRITER)
                        .environment())
                .doesNotContainKey(PASSWORD);
    }

    private Services services(String databaseUrl) throws IOException {
        DemoPlan plan = new DemoPlan(
                DeliveryHome.of(directory, directory.resolve("home")),
                1,
                1,
                Optional.empty(),
                Ports.free(),
                Optional.empty(),
                Optional.of(databaseUrl),
                Map.of(),
                true,
                Optional.empty());
        return Services.of(plan, directory);
    }
}
