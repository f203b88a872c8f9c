package io.deliverytracking.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives a Quarkus application an empty database: sets {@code delivery.database.url}, {@code .user} and
 * {@code .password}, and injects {@link PostgresDatabase} and {@link PostgresServer} into fields of the test.
 *
 * <p>Argument {@code exclusive=true} starts a server of its own, for tests that stop or kill it.
 */
public final class PostgresTestResource implements QuarkusTestResourceLifecycleManager {
    private boolean exclusive;
    private @Nullable PostgresDatabase database;

    @Override
    public void init(Map<String, String> arguments) {
        exclusive = Boolean.parseBoolean(arguments.getOrDefault("exclusive", "false"));
    }

    @Override
    public Map<String, String> start() {
        PostgresServer server = exclusive ? PostgresServer.start() : PostgresServer.shared();
        PostgresDatabase created = server.createDatabase();
        database = created;
        return Map.of(
                "delivery.database.url", created.jdbcUrl(),
                "delivery.database.user", created.user(),
                "delivery.database.password", created.password());
    }

    @Override
    public void inject(TestInjector injector) {
        if (database != null) {
            injector.injectIntoFields(database, new TestInjector.MatchesType(PostgresDatabase.class));
            injector.injectIntoFields(database.server(), new TestInjector.MatchesType(PostgresServer.class));
        }
    }

    @Override
    public void stop() {
        if (database == null) {
            return;
        }
        if (exclusive) {
            database.server().close();
        } else {
            database.close();
        }
        database = null;
    }
}
