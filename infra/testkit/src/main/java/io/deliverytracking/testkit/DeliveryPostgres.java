package io.deliverytracking.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the test class an empty database on a real Postgres. Take it as a parameter of a test, a lifecycle
 * method or the constructor: {@link PostgresDatabase}, {@link PostgresServer} or {@link javax.sql.DataSource}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PostgresExtension.class)
public @interface DeliveryPostgres {
    /** Whether the class stops, kills or freezes the server and therefore needs one of its own (about 1 s more). */
    boolean exclusive() default false;
}
