package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.group.GroupCoordinator;
import io.deliverytracking.broker.group.GroupSnapshot;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.DescribeGroupsResponseData;
import org.apache.kafka.common.message.DescribeGroupsResponseData.DescribedGroup;
import org.apache.kafka.common.message.DescribeGroupsResponseData.DescribedGroupMember;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * DescribeGroups: state and members of groups.
 *
 * <p>A group that does not exist, or is of the consumer protocol, is GROUP_ID_NOT_FOUND from version 6 (KIP-1043), and a group in state Dead
 * before. Both have that state.
 */
public final class DescribeGroupsHandler implements ApiHandler<DescribeGroupsRequestData, DescribeGroupsResponseData> {

    private static final short FIRST_WITH_GROUP_ID_NOT_FOUND = 6;
    private static final String DEAD = "Dead";

    private final GroupCoordinator groups;

    public DescribeGroupsHandler(GroupCoordinator groups) {
        this.groups = groups;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.DESCRIBE_GROUPS;
    }

    @Override
    public short lowestVersion() {
        return 0;
    }

    @Override
    public short highestVersion() {
        return 6;
    }

    @Override
    public void handle(
            RequestContext context, DescribeGroupsRequestData request, Reply<DescribeGroupsResponseData> reply) {
        DescribedGroups.<GroupSnapshot, DescribedGroup>ask(
                request.groups(),
                groups::describeGroup,
                snapshot -> describe(snapshot, request.includeAuthorizedOperations()),
                (groupId, error) -> refuse(context.apiVersion(), groupId, error, request.includeAuthorizedOperations()),
                described -> reply.send(new DescribeGroupsResponseData().setGroups(described)));
    }

    private static DescribedGroup describe(GroupSnapshot snapshot, boolean includeAuthorizedOperations) {
        DescribedGroup group = new DescribedGroup()
                .setGroupId(snapshot.groupId())
                .setGroupState(snapshot.state())
                .setProtocolType(snapshot.protocolType())
                .setProtocolData(snapshot.protocol() == null ? "" : snapshot.protocol());
        if (includeAuthorizedOperations) {
            group.setAuthorizedOperations(DescribedGroups.ALL_OPERATIONS);
        }
        for (GroupSnapshot.Member member : snapshot.members()) {
            group.members()
                    .add(new DescribedGroupMember()
                            .setMemberId(member.memberId())
                            .setGroupInstanceId(member.groupInstanceId())
                            .setClientId(member.clientId())
                            .setClientHost(member.clientHost())
                            .setMemberMetadata(member.metadata())
                            .setMemberAssignment(member.assignment()));
        }
        return group;
    }

    private static DescribedGroup refuse(
            short version, String groupId, Errors error, boolean includeAuthorizedOperations) {
        DescribedGroup group = new DescribedGroup().setGroupId(groupId);
        if (error != Errors.GROUP_ID_NOT_FOUND) {
            return group.setErrorCode(error.code());
        }
        group.setGroupState(DEAD);
        if (version >= FIRST_WITH_GROUP_ID_NOT_FOUND) {
            group.setErrorCode(error.code()).setErrorMessage("Group " + groupId + " not found.");
        } else if (includeAuthorizedOperations) {
            group.setAuthorizedOperations(DescribedGroups.ALL_OPERATIONS);
        }
        return group;
    }
}
