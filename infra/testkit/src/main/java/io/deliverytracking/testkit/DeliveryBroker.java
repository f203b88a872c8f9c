package io.deliverytracking.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the test class a broker of its own, empty at its start. Take it as a parameter of a test, a lifecycle method or
 * the constructor: {@link EmbeddedBroker} or {@link LogClient}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BrokerExtension.class)
public @interface DeliveryBroker {
    /** Kafka's broker properties to change, each as {@code name=value}. */
    String[] properties() default {};
}
