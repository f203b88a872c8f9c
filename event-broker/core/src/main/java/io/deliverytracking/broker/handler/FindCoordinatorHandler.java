package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.group.Answer;
import io.deliverytracking.broker.group.Gather;
import io.deliverytracking.broker.group.GroupCoordinator;
import io.deliverytracking.broker.group.OffsetsTopic;
import io.deliverytracking.broker.group.OffsetsTopic.CoordinatorEndpoint;
import io.deliverytracking.broker.metadata.BrokerEndpoint;
import io.deliverytracking.broker.metadata.BrokerRegistration;
import io.deliverytracking.broker.metadata.MetadataController;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.FindCoordinatorResponseData.Coordinator;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * FindCoordinator: which broker coordinates a group, or a transactional id? Of a group it is the leader of the group's
 * partition of {@code __consumer_offsets}, which is created by the first question.
 *
 * <p>Of transactional ids it is this broker: what an administrator asks of a transaction it answers truthfully (there is
 * none), and what a producer asks for one it refuses for good (InitProducerId). Unlike Apache Kafka: there is no {@code
 * __transaction_state}, and the question doesn't create it.
 *
 * <p>There is no coordinator for share groups here. The answer is INVALID_REQUEST, as Apache Kafka answers while that
 * feature is off: clients take it as final and say so, where COORDINATOR_NOT_AVAILABLE would have them ask until they
 * time out.
 *
 * <p>Source: KIP-699 (several keys from version 4), KIP-932 (share groups in version 6).
 */
public final class FindCoordinatorHandler
        implements ApiHandler<FindCoordinatorRequestData, FindCoordinatorResponseData> {

    private static final byte GROUP = 0;
    private static final byte TRANSACTION = 1;
    private static final short FIRST_WITH_SEVERAL_KEYS = 4;

    private final GroupCoordinator groups;
    private final OffsetsTopic offsetsTopic;
    private final MetadataController controller;
    private final int nodeId;

    public FindCoordinatorHandler(
            GroupCoordinator groups, OffsetsTopic offsetsTopic, MetadataController controller, int nodeId) {
        this.groups = groups;
        this.offsetsTopic = offsetsTopic;
        this.controller = controller;
        this.nodeId = nodeId;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.FIND_COORDINATOR;
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
            RequestContext context, FindCoordinatorRequestData request, Reply<FindCoordinatorResponseData> reply) {
        boolean severalKeys = context.apiVersion() >= FIRST_WITH_SEVERAL_KEYS;
        List<String> keys = severalKeys ? request.coordinatorKeys() : List.of(request.key());
        List<Coordinator> coordinators = new ArrayList<>(keys.size());
        Gather<Coordinator> gather = new Gather<>(
                keys.size(),
                coordinators::add,
                error -> reply.send(severalKeys ? several(coordinators) : single(coordinators.get(0))));
        for (String key : keys) {
            Answer<Coordinator> part = gather.part();
            switch (request.keyType()) {
                case GROUP -> locate(context, key, part);
                case TRANSACTION -> part.send(thisBroker(context, key));
                default -> part.send(unknown(key, Errors.INVALID_REQUEST));
            }
        }
    }

    private void locate(RequestContext context, String groupId, Answer<Coordinator> answer) {
        offsetsTopic.locate(
                groups.partitionFor(groupId),
                context.listenerName(),
                Answer.of(
                        endpoint -> answer.send(known(groupId, endpoint)),
                        error -> answer.send(unknown(groupId, error))));
    }

    private Coordinator thisBroker(RequestContext context, String transactionalId) {
        BrokerRegistration registration = controller.image().broker(nodeId);
        BrokerEndpoint endpoint = registration == null ? null : registration.endpoint(context.listenerName());
        return endpoint == null
                ? unknown(transactionalId, Errors.COORDINATOR_NOT_AVAILABLE)
                : known(transactionalId, new CoordinatorEndpoint(nodeId, endpoint.host(), endpoint.port()));
    }

    private static Coordinator known(String key, CoordinatorEndpoint endpoint) {
        return new Coordinator()
                .setKey(key)
                .setNodeId(endpoint.nodeId())
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .setErrorCode(Errors.NONE.code());
    }

    private static Coordinator unknown(String key, Errors error) {
        return new Coordinator()
                .setKey(key)
                .setNodeId(-1)
                .setHost("")
                .setPort(-1)
                .setErrorCode(error.code())
                .setErrorMessage(error.message());
    }

    private static FindCoordinatorResponseData several(List<Coordinator> coordinators) {
        return new FindCoordinatorResponseData().setCoordinators(coordinators);
    }

    private static FindCoordinatorResponseData single(Coordinator coordinator) {
        Errors error = Errors.forCode(coordinator.errorCode());
        return new FindCoordinatorResponseData()
                .setNodeId(coordinator.nodeId())
                .setHost(coordinator.host())
                .setPort(coordinator.port())
                .setErrorCode(error.code())
                .setErrorMessage(error.message());
    }
}
