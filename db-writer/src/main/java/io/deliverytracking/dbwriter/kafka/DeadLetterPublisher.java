package io.deliverytracking.dbwriter.kafka;

import io.deliverytracking.dbwriter.persistence.DeadLetterOutbox;
import io.deliverytracking.dbwriter.persistence.DeadLetterOutbox.Letter;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Publishes dead letters from the table to their topic: key topic-partition-offset, value the record as it was, the
 * reason in headers. At least once; a reader tells repetitions by the key.
 *
 * <p>Threading: one call at a time, on a scheduler's thread.
 */
@ApplicationScoped
public class DeadLetterPublisher {
    /** The channel of the topic. */
    public static final String CHANNEL = "dead-letters";

    private static final Logger LOG = Logger.getLogger(DeadLetterPublisher.class);
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(30);

    private final DeadLetterOutbox outbox;
    private final MutinyEmitter<byte[]> emitter;

    public DeadLetterPublisher(DeadLetterOutbox outbox, @Channel(CHANNEL) MutinyEmitter<byte[]> emitter) {
        this.outbox = outbox;
        this.emitter = emitter;
    }

    /** Publishes what waits. Whatever fails is tried again at the next call. */
    public void publish() throws SQLException {
        int sent = outbox.publish(this::send);
        if (sent > 0) {
            LOG.infof("Dead letters published count=%d", sent);
        }
    }

    private void send(List<Letter> letters) {
        List<Uni<Void>> sends = letters.stream()
                .map(letter -> emitter.sendMessage(message(letter)))
                .toList();
        Uni.join().all(sends).andFailFast().await().atMost(SEND_TIMEOUT);
    }

    private static Message<byte[]> message(Letter letter) {
        Headers headers = new RecordHeaders();
        header(headers, "reason", letter.reason());
        header(headers, "error", letter.error());
        header(headers, "topic", letter.topic());
        header(headers, "topic-id", letter.topicId().toString());
        header(headers, "partition", Integer.toString(letter.partition()));
        header(headers, "offset", Long.toString(letter.offset()));
        if (letter.key() != null) {
            headers.add("key", letter.key());
        }
        OutgoingKafkaRecordMetadata<byte[]> metadata = OutgoingKafkaRecordMetadata.<byte[]>builder()
                .withKey(letter.name().getBytes(StandardCharsets.UTF_8))
                .withHeaders(headers)
                .build();
        byte[] value = letter.value();
        return Message.of(value == null ? new byte[0] : value).addMetadata(metadata);
    }

    private static void header(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
