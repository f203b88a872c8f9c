package io.deliverytracking.dbwriter.rest;

import io.deliverytracking.dbwriter.domain.DeadLetterName;
import io.deliverytracking.service.rest.Parameters;
import io.deliverytracking.service.rest.ProblemException;
import java.util.UUID;

/** Reads a dead letter's name from the three parts of its path. */
final class DeadLetterPath {
    private DeadLetterPath() {}

    static DeadLetterName name(String topicId, String partition, String offset) {
        return new DeadLetterName(
                id(topicId),
                (int) Parameters.whole("partition", partition, 0, Integer.MAX_VALUE),
                Parameters.whole("offset", offset, 0, Long.MAX_VALUE));
    }

    private static UUID id(String topicId) {
        try {
            return UUID.fromString(topicId);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest("topicId must be a UUID");
        }
    }
}
