package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.metadata.MetadataController;
import io.deliverytracking.broker.metadata.TopicDeletion;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsResponseData.DeletableTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;

/** DeleteTopics: decided by {@link TopicDeletion}, answered when the deletion is durable. */
public final class DeleteTopicsHandler implements ApiHandler<DeleteTopicsRequestData, DeleteTopicsResponseData> {

    private static final int FIRST_VERSION_OF_DISABLED_ERROR = 3;
    private static final int FIRST_VERSION_OF_TOPIC_IDS = 6;

    private final MetadataController controller;
    private final TopicDeletion deletion;

    public DeleteTopicsHandler(MetadataController controller, TopicDeletion deletion) {
        this.controller = controller;
        this.deletion = deletion;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.DELETE_TOPICS;
    }

    @Override
    public short lowestVersion() {
        return 1;
    }

    @Override
    public short highestVersion() {
        return 6;
    }

    @Override
    public void handle(RequestContext context, DeleteTopicsRequestData request, Reply<DeleteTopicsResponseData> reply) {
        controller.<DeleteTopicsResponseData>submit(
                request.timeoutMs(), image -> deletion.decide(image, request), (response, failure) -> {
                    if (response != null) {
                        reply.send(response);
                    } else {
                        reply.send(refused(context, request, ApiError.fromThrowable(failure)));
                    }
                });
    }

    private static DeleteTopicsResponseData refused(
            RequestContext context, DeleteTopicsRequestData request, ApiError failure) {
        ApiError error = failure;
        if (error.is(Errors.TOPIC_DELETION_DISABLED) && context.apiVersion() < FIRST_VERSION_OF_DISABLED_ERROR) {
            error = new ApiError(Errors.INVALID_REQUEST, failure.message());
        }
        DeleteTopicsResponseData response = new DeleteTopicsResponseData();
        short code = error.error().code();
        String message = error.message();
        if (context.apiVersion() >= FIRST_VERSION_OF_TOPIC_IDS) {
            request.topics()
                    .forEach(topic -> response.responses()
                            .add(new DeletableTopicResult()
                                    .setName(topic.name())
                                    .setTopicId(topic.topicId())
                                    .setErrorCode(code)
                                    .setErrorMessage(message)));
        } else {
            request.topicNames()
                    .forEach(name -> response.responses()
                            .add(new DeletableTopicResult()
                                    .setName(name)
                                    .setErrorCode(code)
                                    .setErrorMessage(message)));
        }
        return response;
    }
}
