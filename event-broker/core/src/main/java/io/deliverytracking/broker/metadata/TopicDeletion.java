package io.deliverytracking.broker.metadata;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicDeletionDisabledException;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData.DeleteTopicState;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsResponseData.DeletableTopicResult;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Decides DeleteTopics, by name or (version 6) by id: each topic is deleted or refused by itself.
 *
 * <p>Failure: a topic named twice, whether by name, by id or by one of each, is refused; deletion
 * switched off refuses the whole request.
 */
public final class TopicDeletion {

    private final TopicDefaults defaults;

    public TopicDeletion(TopicDefaults defaults) {
        this.defaults = defaults;
    }

    /** Decides the whole request. */
    public Decision<DeleteTopicsResponseData> decide(MetadataImage image, DeleteTopicsRequestData request) {
        if (!defaults.deletionEnabled()) {
            throw new TopicDeletionDisabledException("Topic deletion is disabled.");
        }
        List<DeleteTopicState> wanted = new ArrayList<>(request.topics());
        request.topicNames().forEach(name -> wanted.add(new DeleteTopicState().setName(name)));
        Set<Uuid> repeated = repeated(image, wanted);
        Set<Uuid> answered = new HashSet<>();
        DeleteTopicsResponseData response = new DeleteTopicsResponseData();
        List<MetadataRecord> records = new ArrayList<>();
        for (DeleteTopicState state : wanted) {
            DeletableTopicResult result =
                    new DeletableTopicResult().setName(state.name()).setTopicId(state.topicId());
            TopicImage topic = find(image, state);
            if (state.name() != null && !state.topicId().equals(Uuid.ZERO_UUID)) {
                refuse(result, Errors.INVALID_REQUEST, "You may not specify both topic name and topic id.");
            } else if (state.name() == null && state.topicId().equals(Uuid.ZERO_UUID)) {
                refuse(result, Errors.INVALID_REQUEST, "Neither topic name nor id were specified.");
            } else if (topic == null) {
                Errors error = state.name() != null ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.UNKNOWN_TOPIC_ID;
                refuse(result, error, error.message());
            } else if (repeated.contains(topic.id())) {
                if (!answered.add(topic.id())) {
                    continue;
                }
                String what = state.name() != null ? "Duplicate topic name." : "Duplicate topic id.";
                refuse(result, Errors.INVALID_REQUEST, what);
            } else {
                records.add(new MetadataRecord.TopicDeleted(topic.id()));
                result.setName(topic.name()).setTopicId(topic.id());
            }
            response.responses().add(result);
        }
        return new Decision<>(records, response);
    }

    private static @Nullable TopicImage find(MetadataImage image, DeleteTopicState state) {
        return state.name() != null ? image.topic(state.name()) : image.topic(state.topicId());
    }

    private static Set<Uuid> repeated(MetadataImage image, List<DeleteTopicState> wanted) {
        Set<Uuid> seen = new HashSet<>();
        Set<Uuid> repeated = new HashSet<>();
        for (DeleteTopicState state : wanted) {
            TopicImage topic = find(image, state);
            if (topic != null && !seen.add(topic.id())) {
                repeated.add(topic.id());
            }
        }
        return repeated;
    }

    private static void refuse(DeletableTopicResult result, Errors error, String message) {
        result.setErrorCode(error.code()).setErrorMessage(message);
    }
}
