package io.deliverytracking.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.events.EventFormatException;
import io.deliverytracking.events.EventFormatException.Reason;
import io.deliverytracking.events.LocationCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class UndecodableTest {

    @Test
    void recordsAreCountedByReasonAndSeenAsMetrics() {
        Undecodable undecodable = new Undecodable();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        undecodable.bindTo(registry, "service");

        undecodable.add(new ConsumerRecord<>("t", 0, 7, null, null), broken(new byte[0]));
        undecodable.add(new ConsumerRecord<>("t", 0, 8, null, null), broken(new byte[0]));
        undecodable.add(new ConsumerRecord<>("t", 0, 9, null, null), broken("no event".getBytes()));

        assertThat(undecodable.total()).isEqualTo(3);
        assertThat(undecodable.byReason())
                .containsOnlyKeys(Reason.values())
                .containsEntry(Reason.NO_VALUE, 2L)
                .containsEntry(Reason.BROKEN_BYTES, 1L)
                .containsEntry(Reason.BAD_KEY, 0L);
        assertThat(registry.get("service.undecodable")
                        .tag("reason", "no_value")
                        .functionCounter()
                        .count())
                .isEqualTo(2);
    }

    private static EventFormatException broken(byte[] value) {
        try {
            LocationCodec.decode(value);
        } catch (EventFormatException e) {
            return e;
        }
        throw new AssertionError("these bytes are an event");
    }
}
