package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.ConsumerGroupHeartbeat.Request;
import io.deliverytracking.broker.group.ConsumerGroupHeartbeat.Response;
import io.deliverytracking.broker.group.TopicPattern.InvalidPatternException;
import io.deliverytracking.broker.group.assignor.PartitionAssignor;
import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with a heartbeat of the consumer protocol whoever sends it, in the words of Apache Kafka.
 *
 * <p>Source: KIP-848, "ConsumerGroupHeartbeat API, Request Validation"; KIP-1082 (member ids).
 */
final class HeartbeatFaults {

    private HeartbeatFaults() {}

    /** What is wrong, or null. */
    static @Nullable Response of(Request request, ConsumerGroupConfig config) {
        String invalid = invalid(request);
        if (invalid != null) {
            return Response.error(Errors.INVALID_REQUEST, invalid);
        }
        String assignor = request.serverAssignor();
        if (assignor != null && !config.knowsAssignor(assignor)) {
            List<String> names =
                    config.assignors().stream().map(PartitionAssignor::name).toList();
            return Response.error(
                    Errors.UNSUPPORTED_ASSIGNOR,
                    "ServerAssignor " + assignor + " is not supported. Supported assignors: " + String.join(", ", names)
                            + ".");
        }
        return ofRegex(request.subscribedRegex());
    }

    private static @Nullable String invalid(Request request) {
        if (request.groupId().isBlank()) {
            return "GroupId can't be empty.";
        }
        boolean needsMemberId = request.makesOwnMemberId() || !request.isJoining();
        if (request.memberId().isBlank() && needsMemberId) {
            return "MemberId can't be empty.";
        }
        if (isBlank(request.groupInstanceId())) {
            return "InstanceId can't be empty.";
        }
        if (isBlank(request.rackId())) {
            return "RackId can't be empty.";
        }
        if (request.memberEpoch() < ConsumerGroupHeartbeat.LEAVE_STATIC) {
            return "MemberEpoch is invalid.";
        }
        if (request.memberEpoch() == ConsumerGroupHeartbeat.LEAVE_STATIC && request.groupInstanceId() == null) {
            return "InstanceId can't be null.";
        }
        return request.isJoining() ? invalidJoin(request) : null;
    }

    private static @Nullable String invalidJoin(Request request) {
        if (request.rebalanceTimeoutMs() == ConsumerGroupHeartbeat.UNCHANGED) {
            return "RebalanceTimeoutMs must be provided in first request.";
        }
        if (request.owned() == null || !request.owned().isEmpty()) {
            return "TopicPartitions must be empty when (re-)joining.";
        }
        if (request.subscribedTopics() == null && request.subscribedRegex() == null) {
            return "Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.";
        }
        return null;
    }

    private static boolean isBlank(@Nullable String text) {
        return text != null && text.isBlank();
    }

    private static @Nullable Response ofRegex(@Nullable String regex) {
        if (regex == null || regex.isEmpty()) {
            return null;
        }
        try {
            TopicPattern.of(regex);
            return null;
        } catch (InvalidPatternException e) {
            return Response.error(
                    Errors.INVALID_REGULAR_EXPRESSION,
                    "SubscribedTopicRegex `" + regex + "` is not a valid regular expression: " + e.getMessage() + ".");
        }
    }
}
