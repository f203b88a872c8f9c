package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.ConsumerGroupEpochRecord.GroupEpoch;
import io.deliverytracking.broker.group.TargetEpochRecord.TargetEpoch;
import io.deliverytracking.broker.group.assignor.PartitionSet;
import io.deliverytracking.broker.port.Cancellable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One group of the consumer protocol: the coordinator assigns, and leads each member to its assignment by itself. While a
 * group changes over, some of its members speak the classic protocol; to the rest of the group they are as the others.
 *
 * <pre>
 *   group epoch        grows with each change of members, subscriptions or topics
 *   target epoch       the group epoch that the target assignment was worked out for
 *   member epoch       the target epoch that the member has met, or is about to
 * </pre>
 *
 * <p>All of that is durable and changes by {@code replay} only; in memory alone are the members' timers, which version of
 * the cluster's metadata the group has seen, and how far its regular expressions are looked up.
 *
 * <p>Invariant: member epoch &lt;= target epoch &lt;= group epoch; a partition has one owner at any time.
 *
 * <p>Threading: confined to the lane of its shard.
 *
 * <p>Source: KIP-848.
 */
final class ConsumerGroup implements Group {

    /** Kafka's name of groups in which the coordinator assigns. */
    static final String TYPE = "consumer";

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerGroup.class);

    /** Before the first look at the cluster's metadata. */
    private static final long NO_VERSION = -1L;

    private final String groupId;
    private final ConsumerMembers members = new ConsumerMembers();
    private final ConsumerSubscriptions subscriptions;
    private final SortedMap<String, PartitionSet> targets = new TreeMap<>();
    private final Map<String, ConsumerMemberTimers> timers = new TreeMap<>();
    private GroupEpoch groupEpoch = GroupEpoch.INITIAL;
    private TargetEpoch targetEpoch = TargetEpoch.INITIAL;
    private long seenMetadataVersion = NO_VERSION;
    private @Nullable Cancellable nextLookup;

    ConsumerGroup(String groupId) {
        this.groupId = groupId;
        this.subscriptions = new ConsumerSubscriptions(groupId, members);
    }

    @Override
    public String groupId() {
        return groupId;
    }

    @Override
    public String typeName() {
        return TYPE;
    }

    @Override
    public String stateName() {
        return state().displayName();
    }

    ConsumerGroupState state() {
        if (members.isEmpty()) {
            return ConsumerGroupState.EMPTY;
        }
        if (groupEpoch.epoch() > targetEpoch.epoch()) {
            return ConsumerGroupState.ASSIGNING;
        }
        for (ConsumerMember member : members.all()) {
            if (!member.isReconciledTo(targetEpoch.epoch())) {
                return ConsumerGroupState.RECONCILING;
            }
        }
        return ConsumerGroupState.STABLE;
    }

    @Override
    public String protocolType() {
        return ConsumerProtocolReader.PROTOCOL_TYPE;
    }

    @Override
    public boolean isEmpty() {
        return members.isEmpty();
    }

    @Override
    public boolean hasConsumers() {
        return true;
    }

    ConsumerMembers members() {
        return members;
    }

    ConsumerSubscriptions subscriptions() {
        return subscriptions;
    }

    GroupEpoch groupEpoch() {
        return groupEpoch;
    }

    TargetEpoch targetEpoch() {
        return targetEpoch;
    }

    /** What a member is to have; null if nothing was worked out for it. */
    @Nullable
    PartitionSet findTarget(String memberId) {
        return targets.get(memberId);
    }

    /** What a member is to have, nothing if it was not asked for yet. */
    PartitionSet targetOf(String memberId) {
        return targets.getOrDefault(memberId, PartitionSet.EMPTY);
    }

    @Override
    public boolean isSubscribedTo(String topic) {
        return subscriptions.includes(topic);
    }

    /** All of them at once, so that the group changes once. What a static member leaves so, it leaves for good. */
    @Override
    public List<LeaveGroup.Result> leave(Turn turn, List<LeaveGroup.Member> leaving) {
        List<LeaveGroup.Result> results = new ArrayList<>(leaving.size());
        Set<String> gone = new LinkedHashSet<>();
        for (LeaveGroup.Member member : leaving) {
            String groupInstanceId = member.groupInstanceId();
            ConsumerMember found =
                    groupInstanceId == null ? members.find(member.memberId()) : members.findStatic(groupInstanceId);
            Errors error = Errors.NONE;
            if (found == null) {
                error = Errors.UNKNOWN_MEMBER_ID;
            } else if (!member.memberId().isEmpty() && !member.memberId().equals(found.memberId())) {
                error = Errors.FENCED_INSTANCE_ID;
            } else {
                LOG.info("group {}: member {} leaves: {}", groupId, found.memberId(), member.reasonOrDefault());
                gone.add(found.memberId());
            }
            results.add(new LeaveGroup.Result(member.memberId(), groupInstanceId, error));
        }
        removeMembers(turn, gone);
        return results;
    }

    @Override
    public Errors checkCommit(CommitOffsets.Request request) {
        return OffsetAdmission.ofCommit(members, request);
    }

    @Override
    public Errors checkFetch(FetchOffsets.Request request) {
        return OffsetAdmission.ofFetch(members, request);
    }

    /** A commit is no heartbeat: the member has to say what it has. */
    @Override
    public void onCommitted(Turn turn, String memberId) {}

    @Override
    public boolean letsOffsetsExpire() {
        return true;
    }

    @Override
    public long unusedSinceMs(CommittedOffset committed) {
        return committed.commitTimestampMs();
    }

    @Override
    public boolean isAbandoned() {
        return members.isEmpty();
    }

    /** In the order in which Apache Kafka writes them; the last one ends the group. */
    @Override
    public List<GroupRecord> tombstones() {
        List<GroupRecord> tombstones = new ArrayList<>();
        members.all().forEach(member -> tombstones.add(new CurrentAssignmentRecord(groupId, member.memberId(), null)));
        members.all().forEach(member -> tombstones.add(new TargetMemberRecord(groupId, member.memberId(), null)));
        tombstones.add(new TargetEpochRecord(groupId, null));
        members.all().forEach(member -> tombstones.add(new ConsumerMemberRecord(groupId, member.memberId(), null)));
        subscriptions.regexes().forEach(regex -> tombstones.add(new RegexRecord(groupId, regex, null)));
        tombstones.add(new PartitionMetadataRecord(groupId));
        tombstones.add(new ConsumerGroupEpochRecord(groupId, null));
        return tombstones;
    }

    /** All that is durable, as records. */
    List<ConsumerGroupRecord> liveRecords() {
        List<ConsumerGroupRecord> live = new ArrayList<>(liveRecordCount());
        live.add(new ConsumerGroupEpochRecord(groupId, groupEpoch));
        live.add(new TargetEpochRecord(groupId, targetEpoch));
        subscriptions
                .regexes()
                .forEach(regex -> live.add(new RegexRecord(groupId, regex, subscriptions.resolved(regex))));
        for (ConsumerMember member : members.all()) {
            live.add(new ConsumerMemberRecord(groupId, member.memberId(), member.metadata()));
            live.add(new CurrentAssignmentRecord(groupId, member.memberId(), member.current()));
        }
        targets.forEach((memberId, target) -> live.add(new TargetMemberRecord(groupId, memberId, target)));
        return live;
    }

    /** How many records it takes to say all that is durable here. */
    int liveRecordCount() {
        return 2 + subscriptions.regexes().size() + 2 * members.size() + targets.size();
    }

    void replay(ConsumerGroupEpochRecord record) {
        groupEpoch = record.groupEpoch() == null ? GroupEpoch.INITIAL : record.groupEpoch();
    }

    void replay(TargetEpochRecord record) {
        targetEpoch = record.targetEpoch() == null ? TargetEpoch.INITIAL : record.targetEpoch();
    }

    void replay(TargetMemberRecord record) {
        PartitionSet target = record.target();
        if (target == null) {
            targets.remove(record.memberId());
        } else {
            targets.put(record.memberId(), target);
        }
    }

    void replay(ConsumerMemberRecord record) {
        String memberId = record.memberId();
        ConsumerMemberMetadata metadata = record.metadata();
        if (metadata != null) {
            members.put(findOrUnknown(memberId).with(metadata));
            return;
        }
        members.remove(memberId);
        ConsumerMemberTimers removed = timers.remove(memberId);
        if (removed != null) {
            removed.cancel();
        }
    }

    void replay(CurrentAssignmentRecord record) {
        CurrentAssignment current = record.current();
        if (current != null) {
            members.put(findOrUnknown(record.memberId()).with(current));
        } else if (members.has(record.memberId())) {
            members.put(members.get(record.memberId()).with(CurrentAssignment.NONE));
        }
    }

    private ConsumerMember findOrUnknown(String memberId) {
        ConsumerMember known = members.find(memberId);
        return known == null ? ConsumerMember.unknown(memberId) : known;
    }

    /** Whether the cluster's metadata changed since this was last asked, or was not looked at yet. */
    boolean seesNewMetadata(TopicDirectory directory) {
        boolean isNew = seenMetadataVersion != directory.version();
        seenMetadataVersion = directory.version();
        return isNew;
    }

    /** The timers of a member; they run from the first touch on. */
    ConsumerMemberTimers timersOf(String memberId) {
        return timers.computeIfAbsent(
                memberId, id -> new ConsumerMemberTimers((turn, words) -> removeLate(turn, id, words)));
    }

    private void removeLate(Turn turn, String memberId, String words) {
        if (members.has(memberId)) {
            LOG.info("group {}: member {} {}", groupId, memberId, words);
            removeMembers(turn, Set.of(memberId));
        }
    }

    /** The member is alive: it may be silent for its session timeout from now. */
    void touch(Turn turn, ConsumerMember member) {
        ClassicMemberMetadata classic = member.metadata().classic();
        timersOf(member.memberId())
                .touch(turn, classic == null ? turn.configOf(groupId).sessionTimeoutMs() : classic.sessionTimeoutMs());
    }

    /**
     * The members are gone, and what they had is free; the others hear of it when they next call. If these were the last
     * that speak the consumer protocol, the group becomes a classic one.
     */
    void removeMembers(Turn turn, Set<String> memberIds) {
        if (memberIds.isEmpty() || ProtocolDowngrade.maybe(turn, this, memberIds)) {
            return;
        }
        memberIds.forEach(memberId -> appendMemberTombstones(turn, memberId));
        appendRegexChanges(turn);
        appendNextEpoch(turn, subscriptions.metadataHash(turn.topics()));
    }

    /** Whether somebody else has a partition that the member is to have. */
    boolean letsWait(ConsumerMember member) {
        for (Map.Entry<Uuid, SortedSet<Integer>> topic :
                targetOf(member.memberId()).byTopic().entrySet()) {
            for (int partition : topic.getValue()) {
                if (!member.current().assigned().contains(topic.getKey(), partition)
                        && members.own(topic.getKey(), partition)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Makes the group forget a member id, in the order in which Apache Kafka writes it. */
    void appendMemberTombstones(Turn turn, String memberId) {
        turn.append(new CurrentAssignmentRecord(groupId, memberId, null));
        turn.append(new TargetMemberRecord(groupId, memberId, null));
        turn.append(new ConsumerMemberRecord(groupId, memberId, null));
    }

    /**
     * Looks up the regular expressions; returns whether any stands for other topics than before. What takes longer is gone
     * on with in turns of its own, so that questions are answered in between.
     */
    boolean appendRegexChanges(Turn turn) {
        List<RegexRecord> changes = subscriptions.changes(turn.topics(), turn.wallClockMs());
        changes.forEach(turn::append);
        if (nextLookup == null && subscriptions.isLookingUp()) {
            nextLookup = turn.schedule(0, this::lookUpMore);
        }
        return !changes.isEmpty();
    }

    private void lookUpMore(Turn turn) {
        nextLookup = null;
        if (appendRegexChanges(turn)) {
            appendNextEpoch(turn, subscriptions.metadataHash(turn.topics()));
        }
    }

    void appendNextEpoch(Turn turn, long metadataHash) {
        turn.append(new ConsumerGroupEpochRecord(groupId, new GroupEpoch(groupEpoch.epoch() + 1, metadataHash)));
    }

    @Override
    public void onLoaded(Turn turn) {
        for (ConsumerMember member : members.all()) {
            touch(turn, member);
            if (!member.isClassic() && member.current().state() == MemberState.UNREVOKED_PARTITIONS) {
                timersOf(member.memberId()).awaitRevocation(turn, rebalanceTimeoutMs(turn, member));
            }
        }
    }

    /** How long a member may take to give up partitions. */
    static int rebalanceTimeoutMs(Turn turn, ConsumerMember member) {
        int said = member.metadata().rebalanceTimeoutMs();
        return said < 0 ? turn.config().consumer().sessionTimeoutMs() : said;
    }

    @Override
    public GroupSnapshot snapshot(
            int coordinatorPartition, List<GroupSnapshot.TopicOffsets> committedOffsets, TopicDirectory topics) {
        return ConsumerGroupPicture.snapshot(this, coordinatorPartition, committedOffsets, topics);
    }

    @Override
    public void abandon(Errors error) {
        timers.values().forEach(ConsumerMemberTimers::cancel);
        timers.clear();
        if (nextLookup != null) {
            nextLookup.cancel();
            nextLookup = null;
        }
    }
}
