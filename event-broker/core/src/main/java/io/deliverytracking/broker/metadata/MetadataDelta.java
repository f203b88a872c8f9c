package io.deliverytracking.broker.metadata;

import java.util.ArrayList;
import java.util.List;

/**
 * What changed from one image to another, as the broker's logs need to know it.
 *
 * <p>A topic that was deleted and created again between the two appears both as deleted (old id) and
 * as created (new id); act on deletions first. Unchanged topics are recognised by identity and cost
 * nothing.
 *
 * @param before the image before
 * @param after the image after
 * @param deleted topics (as they were) whose id is gone
 * @param created topics (as they are) whose id is new
 * @param changed topics (as they are) whose partitions were added or changed
 * @param reconfigured names of topics, created and deleted ones left out, whose configuration changed
 */
public record MetadataDelta(
        MetadataImage before,
        MetadataImage after,
        List<TopicImage> deleted,
        List<TopicImage> created,
        List<TopicImage> changed,
        List<String> reconfigured) {

    public static MetadataDelta between(MetadataImage before, MetadataImage after) {
        List<TopicImage> deleted = new ArrayList<>();
        List<TopicImage> created = new ArrayList<>();
        List<TopicImage> changed = new ArrayList<>();
        List<String> reconfigured = new ArrayList<>();
        for (TopicImage topic : before.topics()) {
            if (after.topic(topic.id()) == null) {
                deleted.add(topic);
            }
        }
        for (TopicImage topic : after.topics()) {
            TopicImage old = before.topic(topic.id());
            if (old == null) {
                created.add(topic);
                continue;
            }
            if (old != topic && !old.equals(topic)) {
                changed.add(topic);
            }
            if (!before.topicConfigs(topic.name()).equals(after.topicConfigs(topic.name()))) {
                reconfigured.add(topic.name());
            }
        }
        return new MetadataDelta(before, after, deleted, created, changed, reconfigured);
    }
}
