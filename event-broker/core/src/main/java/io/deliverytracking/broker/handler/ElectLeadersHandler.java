package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.metadata.LeaderElection;
import io.deliverytracking.broker.metadata.MetadataController;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ElectLeadersResponseData;
import org.apache.kafka.common.message.ElectLeadersResponseData.PartitionResult;
import org.apache.kafka.common.message.ElectLeadersResponseData.ReplicaElectionResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiError;

/** ElectLeaders: decided by {@link LeaderElection}. */
public final class ElectLeadersHandler implements ApiHandler<ElectLeadersRequestData, ElectLeadersResponseData> {

    private static final short FIRST_VERSION_WITH_ERROR = 1;

    private final MetadataController controller;

    public ElectLeadersHandler(MetadataController controller) {
        this.controller = controller;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.ELECT_LEADERS;
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
    public void handle(RequestContext context, ElectLeadersRequestData request, Reply<ElectLeadersResponseData> reply) {
        controller.<ElectLeadersResponseData>submit(
                request.timeoutMs(), image -> LeaderElection.decide(image, request), (response, failure) -> {
                    if (response != null) {
                        reply.send(response);
                    } else {
                        reply.send(refused(context.apiVersion(), request, ApiError.fromThrowable(failure)));
                    }
                });
    }

    private static ElectLeadersResponseData refused(short version, ElectLeadersRequestData request, ApiError error) {
        ElectLeadersResponseData response = new ElectLeadersResponseData();
        if (version >= FIRST_VERSION_WITH_ERROR) {
            response.setErrorCode(error.error().code());
        }
        if (request.topicPartitions() != null) {
            request.topicPartitions().forEach(topic -> {
                ReplicaElectionResult result = new ReplicaElectionResult().setTopic(topic.topic());
                topic.partitions()
                        .forEach(partition -> result.partitionResult()
                                .add(new PartitionResult()
                                        .setPartitionId(partition)
                                        .setErrorCode(error.error().code())
                                        .setErrorMessage(error.message())));
                response.replicaElectionResults().add(result);
            });
        }
        return response;
    }
}
