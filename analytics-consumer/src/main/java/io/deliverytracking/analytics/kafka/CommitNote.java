package io.deliverytracking.analytics.kafka;

import io.deliverytracking.analytics.domain.RebuildPoint;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of an offset commit: from where to rebuild, and of which log that is said. A topic that was deleted and made
 * again has another id, and offsets of the old one mean nothing in it, however far it has grown.
 *
 * <p>The text form is that of the {@link RebuildPoint}, a space and the id.
 *
 * @param topicId absent when the log was found to be another one while it was read: nobody has asked for its id yet
 */
record CommitNote(RebuildPoint point, @Nullable Uuid topicId) {

    private static final char SEPARATOR = ' ';

    String toText() {
        return topicId == null ? point.toText() : point.toText() + SEPARATOR + topicId;
    }

    /** The note in {@code text}; empty when it was written by nobody, by somebody else or by another version. */
    static Optional<CommitNote> parse(String text) {
        int separator = text.indexOf(SEPARATOR);
        if (separator < 0) {
            return RebuildPoint.parse(text).map(point -> new CommitNote(point, null));
        }
        try {
            Uuid topicId = Uuid.fromString(text.substring(separator + 1));
            return RebuildPoint.parse(text.substring(0, separator)).map(point -> new CommitNote(point, topicId));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
