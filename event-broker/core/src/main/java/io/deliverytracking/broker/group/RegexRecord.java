package io.deliverytracking.broker.group;

import org.jspecify.annotations.Nullable;

/**
 * The topics that a regular expression of a consumer group stands for changed, or nobody uses it any more.
 *
 * @param resolved the topics, or null if nobody uses the expression
 */
record RegexRecord(String groupId, String regex, @Nullable ResolvedRegex resolved) implements ConsumerGroupRecord {

    @Override
    public CoordinatorRecord encode() {
        return ConsumerGroupRecordCodec.encode(this);
    }

    @Override
    public boolean isTombstone() {
        return resolved == null;
    }

    @Override
    public void replay(ConsumerGroup group) {
        group.subscriptions().replay(this);
    }

    @Override
    public @Nullable ConsumerGroupRecord newest(ConsumerGroup group) {
        ResolvedRegex now = group.subscriptions().resolved(regex);
        return now == null ? null : new RegexRecord(groupId, regex, now);
    }
}
