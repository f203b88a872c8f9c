package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.group.Answer;
import io.deliverytracking.broker.group.GroupCoordinator;
import io.deliverytracking.broker.group.Heartbeat;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** Heartbeat: a member says that it lives. */
public final class HeartbeatHandler implements ApiHandler<HeartbeatRequestData, HeartbeatResponseData> {

    private final GroupCoordinator groups;

    public HeartbeatHandler(GroupCoordinator groups) {
        this.groups = groups;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.HEARTBEAT;
    }

    @Override
    public short lowestVersion() {
        return 0;
    }

    @Override
    public short highestVersion() {
        return 4;
    }

    @Override
    public void handle(RequestContext context, HeartbeatRequestData request, Reply<HeartbeatResponseData> reply) {
        groups.heartbeat(
                new Heartbeat.Request(
                        request.groupId(), request.generationId(), request.memberId(), request.groupInstanceId()),
                Answer.of(ok -> send(reply, Errors.NONE), error -> send(reply, error)));
    }

    private static void send(Reply<HeartbeatResponseData> reply, Errors error) {
        reply.send(new HeartbeatResponseData().setErrorCode(error.code()));
    }
}
