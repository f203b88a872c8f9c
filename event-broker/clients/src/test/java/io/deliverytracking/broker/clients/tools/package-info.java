/**
 * Kafka's own command lines, by their main methods: topics, groups, configs, log dirs, offsets, records, the console,
 * verifiable and performance clients, and what tells of the cluster.
 */
@NullMarked
package io.deliverytracking.broker.clients.tools;

import org.jspecify.annotations.NullMarked;
