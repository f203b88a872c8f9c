package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.group.GroupCoordinator;
import io.deliverytracking.broker.group.OffsetsTopic;
import io.deliverytracking.broker.group.TopicDirectory;
import io.deliverytracking.broker.metadata.MetadataController;
import java.util.List;

/** The handlers of the group coordinator, for the registry. */
public final class GroupHandlers {

    private GroupHandlers() {}

    /** One handler for each API key of the two group protocols and their administration. */
    public static List<ApiHandler<?, ?>> all(
            GroupCoordinator groups,
            OffsetsTopic offsetsTopic,
            TopicDirectory topics,
            MetadataController controller,
            int nodeId) {
        return List.of(
                new FindCoordinatorHandler(groups, offsetsTopic, controller, nodeId),
                new JoinGroupHandler(groups),
                new SyncGroupHandler(groups),
                new HeartbeatHandler(groups),
                new LeaveGroupHandler(groups),
                new ConsumerGroupHeartbeatHandler(groups),
                new ConsumerGroupDescribeHandler(groups),
                new OffsetCommitHandler(groups, topics),
                new OffsetFetchHandler(groups, topics),
                new OffsetDeleteHandler(groups, topics),
                new DescribeGroupsHandler(groups),
                new ListGroupsHandler(groups),
                new DeleteGroupsHandler(groups));
    }
}
