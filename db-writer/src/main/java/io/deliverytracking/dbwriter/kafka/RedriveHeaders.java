package io.deliverytracking.dbwriter.kafka;

import io.deliverytracking.dbwriter.domain.DeadLetterName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a re-driven record says of itself, beside the headers that it had.
 *
 * <pre>
 * redrive.of       topic id/partition/offset of the dead letter
 * redrive.attempt  how often the event was re-driven, with this time
 * redrive.reason   why it became a dead letter
 * </pre>
 *
 * <p>Threading: any thread. A header that can't be read is none: somebody else's record is stored like any other.
 */
final class RedriveHeaders {
    private static final String OF = "redrive.of";
    private static final String ATTEMPT = "redrive.attempt";
    private static final String REASON = "redrive.reason";
    private static final List<String> ALL = List.of(OF, ATTEMPT, REASON);

    private RedriveHeaders() {}

    /** Says what this record is; what it said of an earlier attempt goes. */
    static void replace(Headers headers, DeadLetterName letter, int attempt, String reason) {
        for (String name : ALL) {
            headers.remove(name);
        }
        add(headers, OF, letter.topicId() + "/" + letter.partition() + "/" + letter.offset());
        add(headers, ATTEMPT, Integer.toString(attempt));
        add(headers, REASON, reason);
    }

    static @Nullable DeadLetterName letter(Headers headers) {
        Header header = headers.lastHeader(OF);
        if (header == null || header.value() == null) {
            return null;
        }
        String[] parts = new String(header.value(), StandardCharsets.UTF_8).split("/", -1);
        try {
            return parts.length == 3
                    ? new DeadLetterName(
                            UUID.fromString(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]))
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
