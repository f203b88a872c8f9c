package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.metadata.MetadataController;
import io.deliverytracking.broker.metadata.PartitionAddition;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsResponseData;
import org.apache.kafka.common.message.CreatePartitionsResponseData.CreatePartitionsTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiError;

/** CreatePartitions: decided by {@link PartitionAddition}, answered when the partitions are durable and their logs are open. */
public final class CreatePartitionsHandler
        implements ApiHandler<CreatePartitionsRequestData, CreatePartitionsResponseData> {

    private final MetadataController controller;
    private final PartitionAddition addition;

    public CreatePartitionsHandler(MetadataController controller, PartitionAddition addition) {
        this.controller = controller;
        this.addition = addition;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.CREATE_PARTITIONS;
    }

    @Override
    public short lowestVersion() {
        return 0;
    }

    @Override
    public short highestVersion() {
        return 3;
    }

    @Override
    public void handle(
            RequestContext context, CreatePartitionsRequestData request, Reply<CreatePartitionsResponseData> reply) {
        controller.<CreatePartitionsResponseData>submit(
                request.timeoutMs(), image -> addition.decide(image, request), (response, failure) -> {
                    if (response != null) {
                        reply.send(response);
                    } else {
                        reply.send(refused(request, ApiError.fromThrowable(failure)));
                    }
                });
    }

    private static CreatePartitionsResponseData refused(CreatePartitionsRequestData request, ApiError error) {
        CreatePartitionsResponseData response = new CreatePartitionsResponseData();
        request.topics()
                .forEach(topic -> response.results()
                        .add(new CreatePartitionsTopicResult()
                                .setName(topic.name())
                                .setErrorCode(error.error().code())
                                .setErrorMessage(error.message())));
        return response;
    }
}
