package io.deliverytracking.broker.conformance.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Replaces what a broker chooses freely by the order in which a conversation met it, so that two brokers must still agree
 * on which values are the same and which are not: the second topic id that one tells has to be the second that the other
 * tells.
 *
 * <pre>
 *   field                                  becomes               where
 *   clusterId                              clusterId 1
 *   topicId                                topicId 1, ...        where it is not zero
 *   port                                   port 1                where there is one
 *   producerId                             producerId 1, ...     where there is one
 *   sessionId                              sessionId 1, ...      fetch sessions, where there is one
 *   logDir, replicaDirectoryId             logDir 1, ...
 *   memberId                               memberId 1, ...       where the coordinator of a consumer group made it
 *   a UUID in any text                     uuid 1, ...           member ids: client id or instance id, then a UUID
 *   totalBytes, usableBytes                some                  where there are any: both brokers write to one disk
 *   a time within an hour of now           now
 *   errorMessage, documentation            some                  where there is one: written for people, not for programs
 * </pre>
 *
 * <p>One object for one conversation with one broker. Threading: not thread-safe.
 */
public final class FreeValues {

    private static final Set<String> FREE_IDS = Set.of("clusterId", "topicId", "logDir", "replicaDirectoryId");
    private static final Set<String> FREE_NUMBERS = Set.of("port", "producerId", "sessionId");
    private static final Set<String> AMOUNTS = Set.of("totalBytes", "usableBytes");
    private static final Set<String> PROSE = Set.of("errorMessage", "batchIndexErrorMessage", "documentation");
    private static final Set<String> TIMES = Set.of(
            "logAppendTimeMs",
            "timestamp",
            "maxTimestamp",
            "lastTimestamp",
            "lastFetchTimestamp",
            "lastCaughtUpTimestamp");
    private static final String NO_ID = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern MADE_MEMBER_ID = Pattern.compile("[a-zA-Z0-9_-]{22}");
    private static final long NEAR_MS = TimeUnit.HOURS.toMillis(1);

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, Map<String, String>> seen = new TreeMap<>();

    /** A copy of {@code answer} without free values. */
    public JsonNode replaceIn(JsonNode answer) {
        return replace("", answer);
    }

    private JsonNode replace(String name, JsonNode node) {
        if (node.isObject()) {
            ObjectNode copy = JSON.objectNode();
            node.properties().forEach(field -> copy.set(field.getKey(), replace(field.getKey(), field.getValue())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JSON.arrayNode();
            node.forEach(element -> copy.add(replace(name, element)));
            return copy;
        }
        if (node.isTextual()) {
            return JSON.textNode(replaceText(name, node.textValue()));
        }
        if (node.isIntegralNumber()) {
            return replaceNumber(name, node);
        }
        return node;
    }

    private String replaceText(String name, String value) {
        if (PROSE.contains(name)) {
            return value.isEmpty() ? "" : "<some>";
        }
        if (FREE_IDS.contains(name) && !value.isEmpty() && !value.equals(NO_ID)) {
            return alias(name, value);
        }
        if (name.equals("memberId") && MADE_MEMBER_ID.matcher(value).matches()) {
            return alias(name, value);
        }
        return UUID.matcher(value).replaceAll(uuid -> alias("uuid", uuid.group()));
    }

    private JsonNode replaceNumber(String name, JsonNode node) {
        long value = node.longValue();
        if (FREE_NUMBERS.contains(name) && value > (name.equals("producerId") ? -1 : 0)) {
            return JSON.textNode(alias(name, Long.toString(value)));
        }
        if (AMOUNTS.contains(name) && value > 0) {
            return JSON.textNode("<some>");
        }
        if (TIMES.contains(name) && Math.abs(value - System.currentTimeMillis()) < NEAR_MS) {
            return JSON.textNode("<now>");
        }
        // The codec's trees have numbers of many types, and 1 as an int is another than 1 as a long.
        return JSON.numberNode(value);
    }

    private String alias(String kind, String value) {
        Map<String, String> aliases = seen.computeIfAbsent(kind, any -> new HashMap<>());
        return aliases.computeIfAbsent(value, any -> "<" + kind + " " + (aliases.size() + 1) + ">");
    }
}
