package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.group.Answer;
import io.deliverytracking.broker.group.GroupCoordinator;
import io.deliverytracking.broker.group.LeaveGroup;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupRequestData.MemberIdentity;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupResponseData.MemberResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * LeaveGroup: one member leaves (to version 2), or several at once, by member id or by group instance id
 * (from version 3, KIP-345).
 */
public final class LeaveGroupHandler implements ApiHandler<LeaveGroupRequestData, LeaveGroupResponseData> {

    private static final short FIRST_WITH_MEMBERS = 3;

    private final GroupCoordinator groups;

    public LeaveGroupHandler(GroupCoordinator groups) {
        this.groups = groups;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.LEAVE_GROUP;
    }

    @Override
    public short lowestVersion() {
        return 0;
    }

    @Override
    public short highestVersion() {
        return 5;
    }

    @Override
    public void handle(RequestContext context, LeaveGroupRequestData request, Reply<LeaveGroupResponseData> reply) {
        boolean severalMembers = context.apiVersion() >= FIRST_WITH_MEMBERS;
        List<LeaveGroup.Member> members = new ArrayList<>();
        if (severalMembers) {
            for (MemberIdentity member : request.members()) {
                members.add(new LeaveGroup.Member(member.memberId(), member.groupInstanceId(), member.reason()));
            }
        } else {
            members.add(new LeaveGroup.Member(request.memberId(), null, null));
        }
        groups.leaveGroup(
                new LeaveGroup.Request(request.groupId(), members),
                Answer.of(
                        response -> reply.send(severalMembers ? several(response) : single(response)),
                        error -> reply.send(error(error))));
    }

    private static LeaveGroupResponseData several(LeaveGroup.Response answer) {
        LeaveGroupResponseData response = new LeaveGroupResponseData();
        for (LeaveGroup.Result result : answer.results()) {
            response.members()
                    .add(new MemberResponse()
                            .setMemberId(result.memberId())
                            .setGroupInstanceId(result.groupInstanceId())
                            .setErrorCode(result.error().code()));
        }
        return response;
    }

    private static LeaveGroupResponseData single(LeaveGroup.Response answer) {
        return error(answer.results().get(0).error());
    }

    private static LeaveGroupResponseData error(Errors error) {
        return new LeaveGroupResponseData().setErrorCode(error.code());
    }
}
