package io.deliverytracking.apachekafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The {@code server.properties} of one Apache Kafka node that is broker and controller at once (KRaft, combined mode).
 *
 * <p>Everything binds to 127.0.0.1. Internal topics get one replica, because one is all there is, and a group does
 * not wait for more members; every other value is Apache Kafka's default, so that a comparison meets the broker that
 * people run.
 *
 * @param port           port of the client listener
 * @param controllerPort port of the controller listener
 * @param logDirectory   the data directory; formatted when empty
 * @param overrides      properties that win over those above
 */
record SingleNodeProperties(int port, int controllerPort, Path logDirectory, Map<String, String> overrides) {

    Properties toProperties() {
        Map<String, String> values = new TreeMap<>();
        values.put("process.roles", "broker,controller");
        values.put("node.id", "1");
        values.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        values.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        values.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        values.put("controller.listener.names", "CONTROLLER");
        values.put("inter.broker.listener.name", "PLAINTEXT");
        values.put("log.dirs", logDirectory.toString());
        values.put("offsets.topic.replication.factor", "1");
        values.put("transaction.state.log.replication.factor", "1");
        values.put("transaction.state.log.min.isr", "1");
        values.put("share.coordinator.state.topic.replication.factor", "1");
        values.put("share.coordinator.state.topic.min.isr", "1");
        // As in Apache Kafka's own quick start (config/server.properties): with one member a group there is nobody to
        // wait for.
        values.put("group.initial.rebalance.delay.ms", "0");
        values.putAll(overrides);
        Properties properties = new Properties();
        properties.putAll(values);
        return properties;
    }
}
