package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.group.Answer;
import io.deliverytracking.broker.group.GroupCoordinator;
import io.deliverytracking.broker.group.ListGroups;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsResponseData;
import org.apache.kafka.common.message.ListGroupsResponseData.ListedGroup;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * ListGroups: the groups that this broker coordinates, by state (from version 4, KIP-518) and by type (from
 * version 5, KIP-848) if asked.
 */
public final class ListGroupsHandler implements ApiHandler<ListGroupsRequestData, ListGroupsResponseData> {

    private final GroupCoordinator groups;

    public ListGroupsHandler(GroupCoordinator groups) {
        this.groups = groups;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.LIST_GROUPS;
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
    public void handle(RequestContext context, ListGroupsRequestData request, Reply<ListGroupsResponseData> reply) {
        groups.listGroups(
                new ListGroups.Request(request.statesFilter(), request.typesFilter()),
                Answer.of(
                        response -> reply.send(response(response)),
                        error -> reply.send(new ListGroupsResponseData().setErrorCode(error.code()))));
    }

    private static ListGroupsResponseData response(ListGroups.Response answer) {
        ListGroupsResponseData response = new ListGroupsResponseData();
        for (ListGroups.Listing group : answer.groups()) {
            response.groups()
                    .add(new ListedGroup()
                            .setGroupId(group.groupId())
                            .setProtocolType(group.protocolType())
                            .setGroupState(group.state())
                            .setGroupType(group.type()));
        }
        return response;
    }
}
