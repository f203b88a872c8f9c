package io.deliverytracking.broker.group;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the current generation of a classic group tells: its members what they joined and have, and us what they read. */
final class GenerationReplies {

    private static final Logger LOG = LoggerFactory.getLogger(GenerationReplies.class);

    private GenerationReplies() {}

    /** What a member that has joined hears of the current generation. */
    static JoinGroup.Response joined(ClassicGroup group, Member member) {
        return joined(group, member, false);
    }

    static JoinGroup.Response joined(ClassicGroup group, Member member, boolean skipAssignment) {
        return new JoinGroup.Response(
                Errors.NONE,
                group.generationId(),
                group.protocolType(),
                group.protocol(),
                group.leaderIdOrEmpty(),
                skipAssignment,
                member.memberId(),
                group.isLeader(member) ? membersForLeader(group) : List.of());
    }

    private static List<JoinGroup.Member> membersForLeader(ClassicGroup group) {
        List<JoinGroup.Member> list = new ArrayList<>(group.members().size());
        for (Member member : group.members().all()) {
            list.add(new JoinGroup.Member(
                    member.memberId(), member.groupInstanceId(), member.subscription(group.protocol())));
        }
        return list;
    }

    /** What a member hears when it asks for its assignment. */
    static SyncGroup.Response synced(ClassicGroup group, Member member) {
        return new SyncGroup.Response(group.protocolType(), group.protocol(), member.assignment());
    }

    /** The topics that the members read; null if they are not consumers or cannot be read. */
    static @Nullable Set<String> subscribedTopics(ClassicGroup group) {
        if (!group.hasConsumers()) {
            return null;
        }
        try {
            Set<String> topics = new LinkedHashSet<>();
            for (Member member : group.members().all()) {
                topics.addAll(ConsumerProtocolReader.subscribedTopics(member.subscription(group.protocol())));
            }
            return topics;
        } catch (RecordFormatException e) {
            LOG.warn("group {}: cannot read the subscriptions under protocol {}", group.groupId(), group.protocol(), e);
            return null;
        }
    }
}
