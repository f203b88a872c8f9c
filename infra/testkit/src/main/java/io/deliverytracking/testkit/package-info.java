/**
 * What the tests of every module stand on: a real Postgres and a real broker inside the test's JVM.
 *
 * <p>There are two ways in. JUnit tests use {@link io.deliverytracking.testkit.DeliveryPostgres} and
 * {@link io.deliverytracking.testkit.DeliveryBroker} and take what they need as parameters; Quarkus tests
 * name {@link io.deliverytracking.testkit.PostgresTestResource} and
 * {@link io.deliverytracking.testkit.BrokerTestResource} and receive the same objects as injected fields.
 *
 * <p>Nothing here is a mock. Faults are the real ones: {@code kill()} takes the processes away without a
 * word, {@code restart()} brings them back on the same files and the same port.
 */
@NullMarked
package io.deliverytracking.testkit;

import org.jspecify.annotations.NullMarked;
