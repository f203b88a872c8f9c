package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.group.Answer;
import io.deliverytracking.broker.group.GroupCoordinator;
import io.deliverytracking.broker.group.JoinGroup;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.JoinGroupResponseData.JoinGroupResponseMember;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** JoinGroup: a client asks to be a member of the next generation; answered when it has formed. */
public final class JoinGroupHandler implements ApiHandler<JoinGroupRequestData, JoinGroupResponseData> {

    private static final short FIRST_WITH_REBALANCE_TIMEOUT = 1;
    private static final short FIRST_THAT_REQUIRES_MEMBER_ID = 4;
    private static final short FIRST_WITH_PROTOCOL_TYPE = 7;
    private static final short FIRST_THAT_SKIPS_ASSIGNMENT = 9;

    private final GroupCoordinator groups;

    public JoinGroupHandler(GroupCoordinator groups) {
        this.groups = groups;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.JOIN_GROUP;
    }

    @Override
    public short lowestVersion() {
        return 0;
    }

    @Override
    public short highestVersion() {
        return 9;
    }

    @Override
    public void handle(RequestContext context, JoinGroupRequestData request, Reply<JoinGroupResponseData> reply) {
        short version = context.apiVersion();
        groups.joinGroup(
                question(context, request),
                Answer.of(
                        response -> reply.send(response(version, response)),
                        error -> reply.send(error(version, request.memberId(), error))));
    }

    private static JoinGroup.Request question(RequestContext context, JoinGroupRequestData request) {
        List<JoinGroup.Protocol> protocols = new ArrayList<>(request.protocols().size());
        for (JoinGroupRequestProtocol protocol : request.protocols()) {
            protocols.add(new JoinGroup.Protocol(protocol.name(), protocol.metadata()));
        }
        int rebalanceTimeoutMs = context.apiVersion() >= FIRST_WITH_REBALANCE_TIMEOUT
                ? request.rebalanceTimeoutMs()
                : request.sessionTimeoutMs();
        return new JoinGroup.Request(
                request.groupId(),
                request.memberId(),
                request.groupInstanceId(),
                context.clientIdOrEmpty(),
                context.clientHost(),
                request.sessionTimeoutMs(),
                rebalanceTimeoutMs,
                request.protocolType(),
                protocols,
                context.apiVersion() >= FIRST_THAT_REQUIRES_MEMBER_ID,
                context.apiVersion() >= FIRST_THAT_SKIPS_ASSIGNMENT,
                request.reason());
    }

    private static JoinGroupResponseData response(short version, JoinGroup.Response answer) {
        JoinGroupResponseData response = new JoinGroupResponseData()
                .setErrorCode(answer.error().code())
                .setGenerationId(answer.generationId())
                .setProtocolType(answer.protocolType())
                .setProtocolName(answer.protocol())
                .setLeader(answer.leaderId())
                .setSkipAssignment(answer.skipAssignment())
                .setMemberId(answer.memberId());
        for (JoinGroup.Member member : answer.members()) {
            response.members()
                    .add(new JoinGroupResponseMember()
                            .setMemberId(member.memberId())
                            .setGroupInstanceId(member.groupInstanceId())
                            .setMetadata(member.metadata()));
        }
        return withoutNulls(version, response);
    }

    private static JoinGroupResponseData error(short version, String memberId, Errors error) {
        return withoutNulls(
                version,
                new JoinGroupResponseData()
                        .setErrorCode(error.code())
                        .setGenerationId(JoinGroup.NO_GENERATION)
                        .setProtocolType(null)
                        .setProtocolName(null)
                        .setLeader("")
                        .setMemberId(memberId));
    }

    private static JoinGroupResponseData withoutNulls(short version, JoinGroupResponseData response) {
        if (version < FIRST_WITH_PROTOCOL_TYPE && response.protocolName() == null) {
            response.setProtocolName("");
        }
        return response;
    }
}
