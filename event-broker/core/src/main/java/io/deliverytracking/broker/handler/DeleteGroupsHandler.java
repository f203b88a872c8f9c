package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.group.Answer;
import io.deliverytracking.broker.group.Gather;
import io.deliverytracking.broker.group.GroupCoordinator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.message.DeleteGroupsRequestData;
import org.apache.kafka.common.message.DeleteGroupsResponseData;
import org.apache.kafka.common.message.DeleteGroupsResponseData.DeletableGroupResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * DeleteGroups: groups without members go, with all they committed.
 *
 * <p>Source: KIP-229.
 */
public final class DeleteGroupsHandler implements ApiHandler<DeleteGroupsRequestData, DeleteGroupsResponseData> {

    private final GroupCoordinator groups;

    public DeleteGroupsHandler(GroupCoordinator groups) {
        this.groups = groups;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.DELETE_GROUPS;
    }

    @Override
    public short lowestVersion() {
        return 0;
    }

    @Override
    public short highestVersion() {
        return 2;
    }

    @Override
    public void handle(RequestContext context, DeleteGroupsRequestData request, Reply<DeleteGroupsResponseData> reply) {
        Set<String> groupIds = new LinkedHashSet<>(request.groupsNames());
        DeleteGroupsResponseData response = new DeleteGroupsResponseData();
        Gather<DeletableGroupResult> gather =
                new Gather<>(groupIds.size(), response.results()::add, error -> reply.send(response));
        for (String groupId : groupIds) {
            Answer<DeletableGroupResult> part = gather.part();
            groups.deleteGroup(
                    groupId,
                    Answer.of(
                            result -> part.send(result(groupId, result)), error -> part.send(result(groupId, error))));
        }
    }

    private static DeletableGroupResult result(String groupId, Errors error) {
        return new DeletableGroupResult().setGroupId(groupId).setErrorCode(error.code());
    }
}
