package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.metadata.ConfigValue.Synonym;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Broker properties that mean the same in different units, the one that wins first.
 *
 * <p>DescribeConfigs tells of a property all that could stand for it, from the value in force on. As in Apache Kafka, what
 * comes before the property itself is left out: a property that is not set, and has no default, has no synonyms, though one
 * in a coarser unit decides.
 *
 * <p>Source: KIP-226.
 */
final class BrokerSynonyms {

    private static final List<List<String>> FAMILIES = List.of(
            List.of("log.retention.ms", "log.retention.minutes", "log.retention.hours"),
            List.of("log.roll.ms", "log.roll.hours"),
            List.of("log.roll.jitter.ms", "log.roll.jitter.hours"),
            List.of("log.flush.interval.ms", "log.flush.scheduler.interval.ms"));

    private BrokerSynonyms() {}

    /** Every property of the same meaning as {@code name}, itself among them. */
    static List<String> of(String name) {
        for (List<String> family : FAMILIES) {
            if (family.contains(name)) {
                return family;
            }
        }
        return List.of(name);
    }

    /** From the first one on that is called {@code name}. */
    static List<Synonym> from(@Nullable String name, List<Synonym> synonyms) {
        for (int i = 0; i < synonyms.size(); i++) {
            if (synonyms.get(i).name().equals(name)) {
                return synonyms.subList(i, synonyms.size());
            }
        }
        return List.of();
    }
}
