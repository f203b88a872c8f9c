package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.group.Answer;
import io.deliverytracking.broker.group.GroupCoordinator;
import io.deliverytracking.broker.group.SyncGroup;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupRequestData.SyncGroupRequestAssignment;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** SyncGroup: the leader hands in the assignment, every member fetches its own. */
public final class SyncGroupHandler implements ApiHandler<SyncGroupRequestData, SyncGroupResponseData> {

    private static final short FIRST_WITH_PROTOCOL_TYPE = 5;

    private final GroupCoordinator groups;

    public SyncGroupHandler(GroupCoordinator groups) {
        this.groups = groups;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.SYNC_GROUP;
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
    public void handle(RequestContext context, SyncGroupRequestData request, Reply<SyncGroupResponseData> reply) {
        boolean mustName = context.apiVersion() >= FIRST_WITH_PROTOCOL_TYPE;
        if (mustName && (request.protocolType() == null || request.protocolName() == null)) {
            reply.send(error(Errors.INCONSISTENT_GROUP_PROTOCOL));
            return;
        }
        groups.syncGroup(
                question(request),
                Answer.of(response -> reply.send(response(response)), error -> reply.send(error(error))));
    }

    private static SyncGroup.Request question(SyncGroupRequestData request) {
        List<SyncGroup.Assignment> assignments =
                new ArrayList<>(request.assignments().size());
        for (SyncGroupRequestAssignment assignment : request.assignments()) {
            assignments.add(new SyncGroup.Assignment(assignment.memberId(), assignment.assignment()));
        }
        return new SyncGroup.Request(
                request.groupId(),
                request.generationId(),
                request.memberId(),
                request.groupInstanceId(),
                request.protocolType(),
                request.protocolName(),
                assignments);
    }

    private static SyncGroupResponseData response(SyncGroup.Response answer) {
        return new SyncGroupResponseData()
                .setProtocolType(answer.protocolType())
                .setProtocolName(answer.protocol())
                .setAssignment(answer.assignment());
    }

    private static SyncGroupResponseData error(Errors error) {
        return new SyncGroupResponseData().setErrorCode(error.code());
    }
}
