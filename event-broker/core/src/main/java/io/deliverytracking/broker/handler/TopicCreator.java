package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.metadata.Decision;
import io.deliverytracking.broker.metadata.MetadataController;
import io.deliverytracking.broker.metadata.MetadataImage;
import io.deliverytracking.broker.metadata.TopicCreation;
import io.deliverytracking.broker.metadata.TopicImage;
import io.deliverytracking.broker.port.Completion;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates topics because somebody needs them, not because somebody asked for it: those that a client
 * wants metadata of, and the broker's own.
 *
 * <p>Threading: the lane; completions never run inside the call, unless nothing had to be created.
 */
public final class TopicCreator {

    /** How long a requester waits for a creation before it is told to ask again. */
    private static final int WAIT_MS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(TopicCreator.class);

    private final MetadataController controller;
    private final TopicCreation creation;
    private final InternalTopics internalTopics;
    /** What was logged last: clients ask again many times a second. */
    private String lastRefusal = "";

    public TopicCreator(MetadataController controller, TopicCreation creation, InternalTopics internalTopics) {
        this.controller = controller;
        this.creation = creation;
        this.internalTopics = internalTopics;
    }

    /**
     * Finds a topic, creating it if it doesn't exist.
     *
     * @param completion takes the topic, or an {@code ApiException}: LEADER_NOT_AVAILABLE while it takes too long
     */
    public void findOrCreate(String name, Completion<TopicImage> completion) {
        TopicImage topic = controller.image().topic(name);
        if (topic != null) {
            completion.complete(topic, null);
            return;
        }
        create(List.of(name), (errors, failure) -> {
            TopicImage created = controller.image().topic(name);
            if (created != null) {
                completion.complete(created, null);
                return;
            }
            Errors error = errors == null ? Errors.NONE : errors.getOrDefault(name, Errors.NONE);
            // Created and deleted at once: whoever needs it may try again.
            completion.complete(
                    null,
                    error == Errors.NONE
                            ? new LeaderNotAvailableException(name + " does not exist yet")
                            : error.exception());
        });
    }

    /** Creates what doesn't exist yet; the completion takes the error of each, never a failure. */
    void create(Collection<String> names, Completion<SortedMap<String, Errors>> completion) {
        controller.<CreateTopicsResponseData>submit(WAIT_MS, image -> decide(image, names), (created, failure) -> {
            SortedMap<String, Errors> errors = new TreeMap<>();
            if (created == null) {
                names.forEach(name -> errors.put(name, Errors.LEADER_NOT_AVAILABLE));
            } else {
                for (CreatableTopicResult result : created.topics()) {
                    errors.put(result.name(), Errors.forCode(result.errorCode()));
                    report(result);
                }
            }
            completion.complete(errors, null);
        });
    }

    /** Nobody else hears why one of the broker's own topics can't be made: clients are told to ask again. */
    private void report(CreatableTopicResult result) {
        Errors error = Errors.forCode(result.errorCode());
        if (internalTopics.definition(result.name()) == null
                || error == Errors.NONE
                || error == Errors.TOPIC_ALREADY_EXISTS) {
            return;
        }
        String refusal = "topic=" + result.name() + " error=" + error + " reason=" + result.errorMessage();
        if (!refusal.equals(lastRefusal)) {
            LOG.error("one of the broker's own topics can't be made {}", refusal);
            lastRefusal = refusal;
        }
    }

    private Decision<CreateTopicsResponseData> decide(MetadataImage image, Collection<String> names) {
        CreateTopicsRequestData request = new CreateTopicsRequestData();
        for (String name : names) {
            CreatableTopic internal = internalTopics.definition(name);
            request.topics().add(internal != null ? internal : withDefaults(name));
        }
        return creation.decide(image, request);
    }

    private static CreatableTopic withDefaults(String name) {
        return new CreatableTopic().setName(name).setNumPartitions(-1).setReplicationFactor((short) -1);
    }
}
