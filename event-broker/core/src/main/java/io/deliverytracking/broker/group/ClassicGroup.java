package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.GroupMetadata.MemberMetadata;
import io.deliverytracking.broker.group.GroupState.Departure;
import io.deliverytracking.broker.group.JoinGroup.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One group of the classic protocol: members whose assignment their own leader works out.
 *
 * <p>Durable is the newest generation whose assignment was accepted, and it changes by {@link #replay} only.
 * What happens between two generations (who has joined, who is awaited, whose request is parked) lives in
 * memory and in the {@link GroupState}: after a reload the members find the last generation again, and are
 * called together anew if it does not hold.
 *
 * <p>Invariant: a generation has one protocol that all members know and one leader that is a member; nobody
 * gets an assignment of a generation that is not written.
 *
 * <p>Threading: confined to the lane of its shard.
 */
final class ClassicGroup implements Group {

    /** Kafka's name of groups in which the members assign. */
    static final String TYPE = "classic";

    private static final Logger LOG = LoggerFactory.getLogger(ClassicGroup.class);

    /** Apache Kafka's {@code CLASSIC_GROUP_NEW_MEMBER_JOIN_TIMEOUT_MS}. */
    private static final int NEW_MEMBER_JOIN_TIMEOUT_MS = 5 * 60 * 1000;

    private final String groupId;
    private final Members members = new Members();
    private final PendingMembers pendingMembers = new PendingMembers();
    private GroupState state = new Empty(this);
    private int generationId;
    private @Nullable String protocolType;
    private @Nullable String protocol;
    private @Nullable String leaderId;
    /** The topics that the generation's members read; null if they are not consumers or cannot be read. */
    private @Nullable Set<String> subscribedTopics;

    private long stateSinceMs = GroupMetadata.NO_TIMESTAMP;

    ClassicGroup(String groupId) {
        this.groupId = groupId;
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
        return state.displayName();
    }

    Members members() {
        return members;
    }

    PendingMembers pendingMembers() {
        return pendingMembers;
    }

    GroupState state() {
        return state;
    }

    int generationId() {
        return generationId;
    }

    /** What the members are; null for a group that only commits offsets. */
    @Override
    public @Nullable String protocolType() {
        return protocolType;
    }

    @Nullable
    String protocol() {
        return protocol;
    }

    /** The protocol in force, or the one that the members would choose if that is none of all of them. */
    String protocolOfAll() {
        String current = protocol;
        if (current != null && members.all().stream().allMatch(member -> member.knows(current))) {
            return current;
        }
        return members.electProtocol();
    }

    @Nullable
    String leaderId() {
        return leaderId;
    }

    String leaderIdOrEmpty() {
        return leaderId == null ? "" : leaderId;
    }

    boolean isLeader(Member member) {
        return member.memberId().equals(leaderId);
    }

    /** When the group entered its state, in milliseconds since the epoch; {@link GroupMetadata#NO_TIMESTAMP} if unknown. */
    long stateSinceMs() {
        return stateSinceMs;
    }

    @Override
    public boolean isEmpty() {
        return state.isEmpty();
    }

    @Override
    public boolean hasConsumers() {
        return ConsumerProtocolReader.PROTOCOL_TYPE.equals(protocolType);
    }

    /** Whether members read the topic. Consumers whose words we cannot read may read any topic. */
    @Override
    public boolean isSubscribedTo(String topic) {
        return subscribedTopics == null ? hasConsumers() : subscribedTopics.contains(topic);
    }

    boolean knowsSubscribedTopics() {
        return subscribedTopics != null;
    }

    /** Whether the members and this one have a protocol in common. */
    boolean supports(String type, List<Protocol> protocols) {
        if (state.isEmpty()) {
            return !type.isEmpty() && !protocols.isEmpty();
        }
        return type.equals(protocolType) && members.agreeOnOneOf(protocols);
    }

    boolean expectsPendingMembers() {
        return !pendingMembers.isEmpty();
    }

    boolean hasRoomInGenerationFor(String memberId, int maxSize) {
        return members.has(memberId) || members.size() < maxSize;
    }

    /** Whether this is a member of the current generation. */
    Errors checkMember(String memberId, @Nullable String groupInstanceId, int generation) {
        Errors error = members.check(memberId, groupInstanceId);
        return error == Errors.NONE && generation != generationId ? Errors.ILLEGAL_GENERATION : error;
    }

    /** A commit is taken from a member of the current generation, or from a client outside any generation. */
    @Override
    public Errors checkCommit(CommitOffsets.Request request) {
        String memberId = request.memberId();
        String groupInstanceId = request.groupInstanceId();
        int generation = request.generationId();
        if (generation < 0 && state.isEmpty()) {
            return Errors.NONE;
        }
        boolean namesItself = generation >= 0 || !memberId.isEmpty() || groupInstanceId != null;
        if (!namesItself) {
            return Errors.UNKNOWN_MEMBER_ID;
        }
        Errors error = checkMember(memberId, groupInstanceId, generation);
        return error == Errors.NONE ? state.onCommit() : error;
    }

    @Override
    public List<LeaveGroup.Result> leave(Turn turn, List<LeaveGroup.Member> leaving) {
        List<LeaveGroup.Result> results = new ArrayList<>(leaving.size());
        for (LeaveGroup.Member member : leaving) {
            Errors error = leave(turn, member);
            results.add(new LeaveGroup.Result(member.memberId(), member.groupInstanceId(), error));
        }
        return results;
    }

    private Errors leave(Turn turn, LeaveGroup.Member leaving) {
        String memberId = leaving.memberId();
        if (memberId.isEmpty()) {
            // An administrator removes a static member by its name.
            String groupInstanceId = leaving.groupInstanceId();
            Member member = groupInstanceId == null ? null : members.findStatic(groupInstanceId);
            if (member == null) {
                return Errors.UNKNOWN_MEMBER_ID;
            }
            removeMember(turn, member, Departure.LEFT);
            return Errors.NONE;
        }
        if (pendingMembers.remove(memberId)) {
            state.onPendingMemberGone(turn, Departure.LEFT);
            return Errors.NONE;
        }
        Errors error = members.check(memberId, leaving.groupInstanceId());
        if (error == Errors.NONE) {
            removeMember(turn, members.get(memberId), Departure.LEFT);
        }
        return error;
    }

    /** Whoever can describe the group may ask how far it has read. */
    @Override
    public Errors checkFetch(FetchOffsets.Request request) {
        return Errors.NONE;
    }

    /** A commit is as good as a heartbeat. */
    @Override
    public void onCommitted(Turn turn, String memberId) {
        Member member = members.find(memberId);
        if (member != null) {
            member.touch(turn);
        }
    }

    @Override
    public boolean letsOffsetsExpire() {
        boolean onlyCommits = protocolType == null;
        boolean consumersKnown = state.isStable() && hasConsumers() && knowsSubscribedTopics();
        return onlyCommits || isEmpty() || consumersKnown;
    }

    @Override
    public long unusedSinceMs(CommittedOffset committed) {
        boolean hadMembers = protocolType != null;
        return hadMembers && isEmpty()
                ? Math.max(stateSinceMs, committed.commitTimestampMs())
                : committed.commitTimestampMs();
    }

    /** Unlike Apache Kafka: not while somebody was given a member id and is about to come back with it. */
    @Override
    public boolean isAbandoned() {
        return isEmpty() && !expectsPendingMembers();
    }

    @Override
    public List<GroupRecord> tombstones() {
        return List.of(new GroupMetadataRecord(groupId, null));
    }

    @Override
    public GroupSnapshot snapshot(
            int coordinatorPartition, List<GroupSnapshot.TopicOffsets> committedOffsets, TopicDirectory topics) {
        return ClassicGroupPicture.snapshot(this, coordinatorPartition, committedOffsets);
    }

    /** Adds a member that nobody knew, or that was given its id a moment ago. */
    void addMember(Turn turn, String memberId, JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        Member member = newMember(memberId, request);
        member.setNew(true);
        if (members.isEmpty()) {
            protocolType = request.protocolType();
        }
        pendingMembers.remove(memberId);
        members.add(member);
        if (leaderId == null) {
            leaderId = memberId;
        }
        // It may not know its id yet and cannot call: only a very long join phase takes it for lost.
        member.session().touch(turn, NEW_MEMBER_JOIN_TIMEOUT_MS);
        state.onMemberAdded(turn, member, request, answer);
    }

    /** A static member restarted: it gets a new id, and the old one is fenced. */
    void replaceStaticMember(
            Turn turn, Member previous, String memberId, JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        Member member = newMember(memberId, request);
        member.setAssignment(previous.assignment());
        members.remove(previous);
        members.add(member);
        if (isLeader(previous)) {
            leaderId = memberId;
        }
        member.touch(turn);
        state.onStaticMemberReplaced(turn, previous, member, request, answer);
    }

    /** Removes a member, and does what its absence means for the generation. */
    void removeMember(Turn turn, Member member, Departure departure) {
        forget(member);
        LOG.info("group {}: member {} {}", groupId, member.memberId(), departure.words());
        state.onMemberRemoved(turn, member, departure);
    }

    /** Removes members whose absence is about to be dealt with. */
    void removeSilently(List<String> memberIds) {
        for (String memberId : memberIds) {
            Member member = members.find(memberId);
            if (member != null) {
                forget(member);
            }
        }
    }

    private void forget(Member member) {
        members.remove(member);
        if (isLeader(member)) {
            leaderId =
                    members.isEmpty() ? null : members.all().iterator().next().memberId();
        }
    }

    /** The member was silent for its session timeout. */
    private void onSessionExpired(Turn turn, String memberId) {
        Member member = members.find(memberId);
        if (member != null && (member.isNew() || !state.holdsRequestOf(member))) {
            removeMember(turn, member, Departure.EXPIRED);
        }
    }

    PreparingRebalance becomePreparingRebalance(Turn turn, boolean initial, String reason) {
        LOG.info(
                "group {}: preparing a rebalance in state {}, generation {}: {}",
                groupId,
                state.displayName(),
                generationId,
                reason);
        PreparingRebalance preparing = new PreparingRebalance(this, initial);
        become(turn, preparing);
        return preparing;
    }

    /** The join phase is over and nobody is left: the next generation has no members. */
    void becomeEmpty(Turn turn) {
        generationId++;
        protocol = null;
        turn.append(new GroupMetadataRecord(groupId, metadata(turn, Member::assignment)));
        LOG.info("group {}: generation {} is empty", groupId, generationId);
    }

    /** The join phase is over: these members form the next generation, and everybody hears of it. */
    void becomeCompletingRebalance(Turn turn, Map<String, Answer<JoinGroup.Response>> joined) {
        if (leaderId == null || !joined.containsKey(leaderId)) {
            leaderId = firstOf(joined.keySet());
        }
        generationId++;
        protocol = members.electProtocol();
        subscribedTopics = GenerationReplies.subscribedTopics(this);
        PendingSyncs pendingSyncs = new PendingSyncs();
        become(turn, new CompletingRebalance(this, pendingSyncs));
        for (Member member : members.all()) {
            Answer<JoinGroup.Response> answer = joined.get(member.memberId());
            if (answer != null) {
                turn.answer(answer, GenerationReplies.joined(this, member));
            }
            member.setNew(false);
            member.touch(turn);
        }
        pendingSyncs.await(
                turn,
                members.all(),
                members.rebalanceTimeoutMs(),
                (later, missing) -> state.onSyncTimeout(later, missing));
        LOG.info(
                "group {}: generation {} has {} members, leader {}, protocol {}",
                groupId,
                generationId,
                members.size(),
                leaderId,
                protocol);
    }

    private String firstOf(Set<String> memberIds) {
        for (Member member : members.all()) {
            if (memberIds.contains(member.memberId())) {
                return member.memberId();
            }
        }
        throw new AssertionError("None of " + memberIds + " is a member of group " + groupId);
    }

    private void become(Turn turn, GroupState next) {
        state = next;
        stateSinceMs = turn.wallClockMs();
    }

    /** The current generation with these assignments, to be written. */
    GroupMetadata metadata(Turn turn, Function<Member, byte[]> assignmentOf) {
        List<MemberMetadata> list = new ArrayList<>(members.size());
        for (Member member : members.all()) {
            list.add(member.metadata(protocol, assignmentOf.apply(member)));
        }
        return new GroupMetadata(
                protocolType == null ? "" : protocolType, generationId, protocol, leaderId, turn.wallClockMs(), list);
    }

    /**
     * Takes over a written generation. Live it is the generation in memory, and only its assignments are
     * news; when the shard is loaded everything is.
     */
    void replay(GroupMetadata written) {
        generationId = written.generationId();
        protocolType = written.protocolType().isEmpty() ? null : written.protocolType();
        protocol = written.protocol();
        leaderId = written.leaderId();
        stateSinceMs = written.stateTimestampMs();
        if (!members.are(written)) {
            members.copy().forEach(members::remove);
            written.members().forEach(member -> members.add(loadedMember(member)));
        }
        for (MemberMetadata member : written.members()) {
            members.get(member.memberId()).setAssignment(member.assignment());
        }
        subscribedTopics = GenerationReplies.subscribedTopics(this);
        state = state.onGenerationWritten(this);
    }

    /**
     * The group was a consumer group a moment ago, and its members go on from there.
     *
     * @param protocols all the protocols that each member knows, of which the written generation remembers one
     */
    void resume(Turn turn, Map<String, List<Protocol>> protocols) {
        for (Member member : members.copy()) {
            members.update(member, protocols.getOrDefault(member.memberId(), member.protocols()));
            member.touch(turn);
        }
    }

    /** The shard is loaded: the members may be silent for a session timeout from now. */
    @Override
    public void onLoaded(Turn turn) {
        members.all().forEach(member -> member.touch(turn));
        if (members.size() > turn.config().maxSize()) {
            becomePreparingRebalance(turn, false, "it has more members than group.max.size")
                    .openWindow(turn);
        } else if (leaderId == null && !members.isEmpty()) {
            becomePreparingRebalance(turn, false, "it was a consumer group, and nobody has assigned since")
                    .openWindow(turn);
        }
    }

    /** The group is no more: timers stop. */
    void becomeDead() {
        abandon(Errors.COORDINATOR_NOT_AVAILABLE);
    }

    /** The group ends here: parked requests are refused, timers stop. */
    @Override
    public void abandon(Errors error) {
        state.abandon(error);
        members.all().forEach(member -> member.session().cancel());
        pendingMembers.clear();
        state = Dead.DEAD;
    }

    private Member newMember(String memberId, JoinGroup.Request request) {
        return new Member(
                memberId,
                request.groupInstanceId(),
                request.clientId(),
                request.clientHost(),
                request.rebalanceTimeoutMs(),
                request.sessionTimeoutMs(),
                request.protocols(),
                new SessionTimer(turn -> onSessionExpired(turn, memberId)));
    }

    private Member loadedMember(MemberMetadata written) {
        return new Member(
                written.memberId(),
                written.groupInstanceId(),
                written.clientId(),
                written.clientHost(),
                written.rebalanceTimeoutMs(),
                written.sessionTimeoutMs(),
                List.of(new Protocol(protocol == null ? "" : protocol, written.subscription())),
                new SessionTimer(turn -> onSessionExpired(turn, written.memberId())));
    }
}
