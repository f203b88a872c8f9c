package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.metadata.MetadataController;
import io.deliverytracking.broker.metadata.TopicCreation;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiError;

/** CreateTopics: decided by {@link TopicCreation}, answered when the topics are durable and their logs are open. */
public final class CreateTopicsHandler implements ApiHandler<CreateTopicsRequestData, CreateTopicsResponseData> {

    private final MetadataController controller;
    private final TopicCreation creation;

    public CreateTopicsHandler(MetadataController controller, TopicCreation creation) {
        this.controller = controller;
        this.creation = creation;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.CREATE_TOPICS;
    }

    @Override
    public short lowestVersion() {
        return 2;
    }

    @Override
    public short highestVersion() {
        return 7;
    }

    @Override
    public void handle(RequestContext context, CreateTopicsRequestData request, Reply<CreateTopicsResponseData> reply) {
        controller.<CreateTopicsResponseData>submit(
                request.timeoutMs(), image -> creation.decide(image, request), (response, failure) -> {
                    if (response != null) {
                        reply.send(response);
                    } else {
                        reply.send(refused(request, ApiError.fromThrowable(failure)));
                    }
                });
    }

    private static CreateTopicsResponseData refused(CreateTopicsRequestData request, ApiError error) {
        CreateTopicsResponseData response = new CreateTopicsResponseData();
        for (CreatableTopic topic : request.topics()) {
            if (response.topics().find(topic.name()) == null) {
                response.topics()
                        .add(new CreatableTopicResult()
                                .setName(topic.name())
                                .setErrorCode(error.error().code())
                                .setErrorMessage(error.message()));
            }
        }
        return response;
    }
}
