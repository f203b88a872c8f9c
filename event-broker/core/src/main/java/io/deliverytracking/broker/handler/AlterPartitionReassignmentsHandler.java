package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.metadata.MetadataController;
import io.deliverytracking.broker.metadata.Reassignment;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiError;

/** AlterPartitionReassignments: decided by {@link Reassignment}. */
public final class AlterPartitionReassignmentsHandler
        implements ApiHandler<AlterPartitionReassignmentsRequestData, AlterPartitionReassignmentsResponseData> {

    private final MetadataController controller;

    public AlterPartitionReassignmentsHandler(MetadataController controller) {
        this.controller = controller;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.ALTER_PARTITION_REASSIGNMENTS;
    }

    @Override
    public short lowestVersion() {
        return 0;
    }

    @Override
    public short highestVersion() {
        return 1;
    }

    @Override
    public void handle(
            RequestContext context,
            AlterPartitionReassignmentsRequestData request,
            Reply<AlterPartitionReassignmentsResponseData> reply) {
        controller.<AlterPartitionReassignmentsResponseData>submit(
                request.timeoutMs(), image -> Reassignment.decide(image, request), (response, failure) -> {
                    if (response != null) {
                        reply.send(response);
                    } else {
                        ApiError error = ApiError.fromThrowable(failure);
                        reply.send(new AlterPartitionReassignmentsResponseData()
                                .setErrorCode(error.error().code())
                                .setErrorMessage(error.message()));
                    }
                });
    }
}
