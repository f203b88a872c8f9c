package io.deliverytracking.loadtest.application.way;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.engine.jdbc.spi.SqlExceptionHelper;
import org.hibernate.engine.jdbc.spi.SqlStatementLogger;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.pool.ReactiveConnectionPool;
import org.hibernate.reactive.pool.impl.ExternalSqlClientPool;
import org.hibernate.reactive.provider.ReactiveServiceRegistryBuilder;
import org.hibernate.reactive.vertx.VertxInstance;
import org.hibernate.reactive.vertx.impl.ProvidedVertxInstance;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Hibernate Reactive without a framework around it: a session factory over a pool of the reactive Postgres client. */
final class HibernateSessions {

    private HibernateSessions() {}

    /** A pool to the database that the JDBC URL names, each of its connections with the setting asked for. */
    static Pool pool(Vertx vertx, Postgres postgres, int poolSize) {
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(poolSize).setShared(false))
                .connectingTo(options(postgres))
                .using(vertx)
                .build();
    }

    /** Closing it leaves the pool open. */
    static Mutiny.SessionFactory sessions(Vertx vertx, Pool pool) {
        Configuration configuration = new Configuration().addAnnotatedClass(LocationEntity.class);
        // Named, so that Hibernate does not ask the database for it before the first session.
        configuration.setProperty(JdbcSettings.JAKARTA_HBM2DDL_DB_NAME, "PostgreSQL");
        configuration.setProperty(JdbcSettings.DIALECT, "org.hibernate.dialect.PostgreSQLDialect");
        var registry = new ReactiveServiceRegistryBuilder()
                .applySettings(configuration.getProperties())
                .addService(VertxInstance.class, new ProvidedVertxInstance(vertx))
                .addService(
                        ReactiveConnectionPool.class,
                        new ExternalSqlClientPool(pool, new SqlStatementLogger(), new SqlExceptionHelper(false)))
                .build();
        SessionFactory factory = configuration.buildSessionFactory(registry);
        return factory.unwrap(Mutiny.SessionFactory.class);
    }

    private static PgConnectOptions options(Postgres postgres) {
        // The JDBC driver reads its own URL, defaults and all; the reactive client would take its parameters for
        // settings.
        Properties properties = Driver.parseURL(postgres.jdbcUrl(), new Properties());
        if (properties == null) {
            throw new IllegalArgumentException("jdbcUrl is malformed");
        }
        PgConnectOptions options = new PgConnectOptions()
                .setHost(PGProperty.PG_HOST.getOrDefault(properties))
                .setPort(Integer.parseInt(PGProperty.PG_PORT.getOrDefault(properties)))
                .setDatabase(PGProperty.PG_DBNAME.getOrDefault(properties))
                .setCachePreparedStatements(true);
        options.setTcpKeepAlive(true);
        set(PGProperty.USER.getOrDefault(properties), options::setUser);
        set(PGProperty.PASSWORD.getOrDefault(properties), options::setPassword);
        set(PGProperty.SSL_MODE.getOrDefault(properties), mode -> options.setSslMode(SslMode.of(mode)));
        options.setProperties(Map.of(
                "application_name",
                Postgres.APPLICATION_NAME,
                "synchronous_commit",
                postgres.synchronousCommit() ? "on" : "off"));
        return options;
    }

    private static void set(@Nullable String value, Consumer<String> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }
}
