package io.deliverytracking.labs.stage;

import java.util.Map;
import java.util.TreeMap;

/** What {@code {broker}} and {@code {topic:NAME}} in a lesson's commands stand for on this run. Immutable. */
public final class Placeholders {

    private final String bootstrapServers;
    private final Map<String, String> topics;

    Placeholders(String bootstrapServers, Map<String, String> topics) {
        this.bootstrapServers = bootstrapServers;
        this.topics = new TreeMap<>(topics);
    }

    /** {@code text} with what its placeholders stand for; one that the lesson has not made stays as it is. */
    public String fill(String text) {
        String filled = text.replace("{broker}", bootstrapServers);
        for (Map.Entry<String, String> topic : topics.entrySet()) {
            filled = filled.replace("{topic:" + topic.getKey() + "}", topic.getValue());
        }
        return filled;
    }
}
