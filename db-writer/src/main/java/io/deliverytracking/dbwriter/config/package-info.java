/**
 * Settings: {@link io.deliverytracking.dbwriter.config.DbWriterConfig} documents each beside its default,
 * {@link io.deliverytracking.dbwriter.config.DatabaseConfigSource} derives from them what Quarkus, the JDBC driver
 * and the reactive client want to be told, and {@link io.deliverytracking.dbwriter.config.ConfigCheck} refuses
 * values that contradict each other.
 */
@NullMarked
package io.deliverytracking.dbwriter.config;

import org.jspecify.annotations.NullMarked;
