package io.deliverytracking.testkit;

import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Resolves the parameters promised by {@link DeliveryPostgres}: one database a top-level test class, on the
 * JVM's shared server unless the class asks for its own. Created on first use, dropped after the class.
 */
public final class PostgresExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(PostgresExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == PostgresDatabase.class || type == PostgresServer.class || type == DataSource.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        PostgresDatabase database = TestClassScope.of(context)
                .getStore(NAMESPACE)
                .computeIfAbsent(Fixture.class, key -> Fixture.create(isExclusive(context)), Fixture.class)
                .database;
        Class<?> type = parameter.getParameter().getType();
        if (type == PostgresServer.class) {
            return database.server();
        }
        return type == DataSource.class ? database.dataSource() : database;
    }

    private static boolean isExclusive(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(
                        TestClassScope.of(context).getRequiredTestClass(), DeliveryPostgres.class)
                .map(DeliveryPostgres::exclusive)
                .orElse(false);
    }

    /** What the class owns: its database, and the server if it is its own. */
    private static final class Fixture implements AutoCloseable {
        private final PostgresDatabase database;
        private final boolean exclusive;

        private Fixture(PostgresDatabase database, boolean exclusive) {
            this.database = database;
            this.exclusive = exclusive;
        }

        static Fixture create(boolean exclusive) {
            PostgresServer server = exclusive ? PostgresServer.start() : PostgresServer.shared();
            return new Fixture(server.createDatabase(), exclusive);
        }

        @Override
        public void close() {
            if (exclusive) {
                database.server().close();
            } else {
                database.close();
            }
        }
    }
}
