package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.GroupSnapshot.TopicPartitions;
import io.deliverytracking.broker.group.JoinGroup.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The generation is assigned, and its assignment written: the members work. */
final class Stable implements GroupState {

    private static final Logger LOG = LoggerFactory.getLogger(Stable.class);

    private final ClassicGroup group;
    private final PendingSyncs pendingSyncs;

    Stable(ClassicGroup group, PendingSyncs pendingSyncs) {
        this.group = group;
        this.pendingSyncs = pendingSyncs;
    }

    /** A generation found in the log: whoever is a member has its assignment. */
    static Stable afterLoading(ClassicGroup group) {
        return new Stable(group, PendingSyncs.none());
    }

    @Override
    public String displayName() {
        return "Stable";
    }

    @Override
    public boolean isStable() {
        return true;
    }

    @Override
    public boolean hasRoomFor(String memberId, int maxSize) {
        return group.hasRoomInGenerationFor(memberId, maxSize);
    }

    @Override
    public void onMemberAdded(Turn turn, Member member, JoinGroup.Request request, Answer<Response> answer) {
        startOver(turn, member, "member " + member.memberId() + " joined", request, answer);
    }

    /**
     * The leader may call a rebalance at any time: it alone sees changes that the members' words do not show,
     * such as a new partition.
     */
    @Override
    public void onRejoin(Turn turn, Member member, JoinGroup.Request request, Answer<Response> answer) {
        if (group.isLeader(member)) {
            group.members().update(member, request);
            startOver(turn, member, "leader " + member.memberId() + " joins again", request, answer);
        } else if (!member.matches(request.protocols())) {
            group.members().update(member, request);
            startOver(turn, member, "member " + member.memberId() + " says something new", request, answer);
        } else {
            turn.answer(answer, GenerationReplies.joined(group, member));
        }
    }

    /**
     * A static member that comes back within its session timeout gets its old assignment without a rebalance,
     * unless what it says now would make the members choose another protocol.
     *
     * <p>Unlike Apache Kafka: also unless it came back before it could give up what its assignment takes from it. A cooperative
     * consumer joins again when it has, and only then do these partitions go to somebody; the new process has
     * nothing to give up, and without a rebalance nobody would read them.
     */
    @Override
    public void onStaticMemberReplaced(
            Turn turn, Member previous, Member member, JoinGroup.Request request, Answer<Response> answer) {
        if (!group.members().electProtocol().equals(group.protocol())) {
            startOver(turn, member, "static member " + member.memberId() + " changes the protocol", request, answer);
            return;
        }
        if (owesPartitions(previous)) {
            startOver(
                    turn,
                    member,
                    "static member " + member.memberId() + " restarted amid a rebalance",
                    request,
                    answer);
            return;
        }
        pendingSyncs.replace(previous.memberId(), member.memberId());
        GroupMetadata unchanged = group.metadata(turn, Member::assignment);
        if (!turn.tryAppend(List.of(new GroupMetadataRecord(group.groupId(), unchanged)))) {
            startOver(turn, member, "static member " + member.memberId() + " says too much", request, answer);
            return;
        }
        LOG.info(
                "group {}: static member {} came back as {} and keeps its assignment",
                group.groupId(),
                previous.memberId(),
                member.memberId());
        turn.answer(answer, comeback(previous, member, request));
    }

    /** Whether a consumer was told to give up partitions, and has not joined again since. */
    private boolean owesPartitions(Member member) {
        if (!ConsumerProtocolReader.PROTOCOL_TYPE.equals(group.protocolType())) {
            return false;
        }
        try {
            List<TopicPartitions> owned = ConsumerSubscription.of(member.subscription(group.protocol()))
                    .owned();
            List<TopicPartitions> assigned = ConsumerProtocolReader.assignedPartitions(member.assignment());
            return !partitions(assigned).containsAll(partitions(owned));
        } catch (RecordFormatException e) { // the members' affair
            return false;
        }
    }

    private static Set<TopicPartition> partitions(List<TopicPartitions> topics) {
        Set<TopicPartition> partitions = new HashSet<>();
        for (TopicPartitions topic : topics) {
            topic.partitions().forEach(index -> partitions.add(new TopicPartition(topic.topic(), index)));
        }
        return partitions;
    }

    /**
     * A returning leader must not assign again: nobody would listen. Clients that know KIP-814 are told so;
     * older ones are shown the leader's former id, and so take themselves for a follower.
     */
    private Response comeback(Member previous, Member member, JoinGroup.Request request) {
        boolean leads = group.isLeader(member);
        if (request.skipsAssignment()) {
            return GenerationReplies.joined(group, member, leads);
        }
        String leaderId = leads ? previous.memberId() : group.leaderIdOrEmpty();
        return new Response(
                Errors.NONE,
                group.generationId(),
                group.protocolType(),
                group.protocol(),
                leaderId,
                false,
                member.memberId(),
                List.of());
    }

    @Override
    public void onSync(Turn turn, Member member, SyncGroup.Request request, Answer<SyncGroup.Response> answer) {
        pendingSyncs.onSynced(member.memberId());
        turn.answer(answer, GenerationReplies.synced(group, member));
    }

    @Override
    public Errors onHeartbeat() {
        return Errors.NONE;
    }

    @Override
    public Errors onCommit() {
        return Errors.NONE;
    }

    @Override
    public void onMemberRemoved(Turn turn, Member member, Departure departure) {
        pendingSyncs.cancel();
        group.becomePreparingRebalance(turn, false, "member " + member.memberId() + " " + departure.words())
                .openWindow(turn);
    }

    @Override
    public void onPendingMemberGone(Turn turn, Departure departure) {}

    @Override
    public boolean holdsRequestOf(Member member) {
        return false;
    }

    @Override
    public GroupState onGenerationWritten(ClassicGroup written) {
        return written.members().isEmpty() ? new Empty(written) : this;
    }

    @Override
    public void abandon(Errors error) {
        pendingSyncs.cancel();
    }

    @Override
    public void onSyncTimeout(Turn turn, List<String> missing) {
        group.removeSilently(missing);
        group.becomePreparingRebalance(turn, false, "members did not sync in time: " + missing)
                .openWindow(turn);
    }

    private void startOver(
            Turn turn, Member member, String reason, JoinGroup.Request request, Answer<Response> answer) {
        pendingSyncs.cancel();
        PreparingRebalance preparing =
                group.becomePreparingRebalance(turn, false, reason + "; client reason: " + request.reasonOrDefault());
        preparing.park(turn, member, answer);
        preparing.openWindow(turn);
    }
}
