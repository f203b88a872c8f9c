package io.deliverytracking.broker.conformance.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Lists whose order neither the protocol nor Apache Kafka promises: it answers from hash maps. They are compared in the
 * order of a field, before free values get their numbers; lists of configs by their names, so that one that only one
 * broker has shifts no other.
 */
public final class Unordered {

    /** API, the list's path, and what to sort by. */
    private record Row(ApiKeys api, String list, String by) {}

    private static final List<Row> TABLE = List.of(
            new Row(ApiKeys.METADATA, "topics", "name"),
            new Row(ApiKeys.METADATA, "topics.partitions", "partitionIndex"),
            new Row(ApiKeys.LIST_GROUPS, "groups", "groupId"),
            new Row(ApiKeys.DESCRIBE_GROUPS, "groups", "groupId"),
            new Row(ApiKeys.OFFSET_COMMIT, "topics", "name"),
            new Row(ApiKeys.OFFSET_COMMIT, "topics.partitions", "partitionIndex"),
            new Row(ApiKeys.OFFSET_DELETE, "topics", "name"),
            new Row(ApiKeys.OFFSET_DELETE, "topics.partitions", "partitionIndex"),
            new Row(ApiKeys.DELETE_GROUPS, "results", "groupId"),
            new Row(ApiKeys.DESCRIBE_CONFIGS, "results.configs", "name"),
            new Row(ApiKeys.CREATE_TOPICS, "topics", "name"),
            new Row(ApiKeys.CREATE_TOPICS, "topics.configs", "name"),
            new Row(ApiKeys.DELETE_TOPICS, "responses", "name"),
            new Row(ApiKeys.CREATE_PARTITIONS, "results", "name"),
            new Row(ApiKeys.ALTER_CONFIGS, "responses", "resourceName"),
            new Row(ApiKeys.INCREMENTAL_ALTER_CONFIGS, "responses", "resourceName"),
            new Row(ApiKeys.LIST_CONFIG_RESOURCES, "configResources", "resourceName"),
            new Row(ApiKeys.DESCRIBE_LOG_DIRS, "results.topics", "name"),
            new Row(ApiKeys.DESCRIBE_LOG_DIRS, "results.topics.partitions", "partitionIndex"),
            new Row(ApiKeys.LIST_OFFSETS, "topics", "name"),
            new Row(ApiKeys.LIST_OFFSETS, "topics.partitions", "partitionIndex"),
            new Row(ApiKeys.OFFSET_FETCH, "groups", "groupId"),
            new Row(ApiKeys.OFFSET_FOR_LEADER_EPOCH, "topics", "topic"),
            new Row(ApiKeys.PRODUCE, "responses", "name"),
            new Row(ApiKeys.DELETE_RECORDS, "topics", "name"),
            new Row(ApiKeys.DELETE_RECORDS, "topics.partitions", "partitionIndex"),
            new Row(ApiKeys.ELECT_LEADERS, "replicaElectionResults", "topic"),
            new Row(ApiKeys.CONSUMER_GROUP_DESCRIBE, "groups", "groupId"),
            new Row(ApiKeys.CONSUMER_GROUP_DESCRIBE, "groups.members", "memberId"),
            new Row(ApiKeys.DESCRIBE_CLIENT_QUOTAS, "entries.entity", "entityType"),
            new Row(ApiKeys.DESCRIBE_CLIENT_QUOTAS, "entries.values", "key"),
            new Row(ApiKeys.DESCRIBE_USER_SCRAM_CREDENTIALS, "results", "user"));

    private static final String CONFIGS = "configs";

    private Unordered() {}

    /** Sorts in place. */
    public static void sort(ApiKeys api, JsonNode answer) {
        for (Row row : TABLE) {
            if (row.api() == api) {
                sort(answer, List.of(row.list().split("\\.")), row.by());
            }
        }
    }

    private static void sort(JsonNode node, List<String> path, String by) {
        if (node.isArray()) {
            node.forEach(element -> sort(element, path, by));
        } else if (path.size() > 1) {
            sort(node.path(path.get(0)), path.subList(1, path.size()), by);
        } else if (node.path(path.get(0)) instanceof ArrayNode list) {
            List<JsonNode> elements = new ArrayList<>();
            list.forEach(elements::add);
            elements.sort(Comparator.comparing(element -> element.path(by).asText()));
            list.removeAll();
            list.addAll(elements);
            if (path.get(0).equals(CONFIGS)) {
                ((ObjectNode) node).set(CONFIGS, byName(elements));
            }
        }
    }

    private static ObjectNode byName(List<JsonNode> configs) {
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        configs.forEach(config -> named.set(((ObjectNode) config).remove("name").asText(), config));
        return named;
    }
}
