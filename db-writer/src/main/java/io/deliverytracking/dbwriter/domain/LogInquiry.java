package io.deliverytracking.dbwriter.domain;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A question to the {@link LogDirectory} that is on its way. */
@FunctionalInterface
public interface LogInquiry {
    /**
     * Waits for the answer, for a bounded time.
     *
     * @return the logs that are not there any more, with the topic id that their topic's name stands for now, or empty
     *     if there is no such topic; no entry for a log that is still there
     * @throws LogUnavailableException if the cluster did not answer; then the question has to be asked again
     */
    Map<LogIdentity, Optional<UUID>> replaced();
}
