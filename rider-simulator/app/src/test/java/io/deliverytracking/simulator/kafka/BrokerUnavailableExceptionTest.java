package io.deliverytracking.simulator.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class BrokerUnavailableExceptionTest {

    @Test
    void aRefusalIsNotCalledSilence() {
        assertThat(new BrokerUnavailableException("b:1", new InvalidReplicationFactorException("3 is too many")))
                .hasMessage("the broker at b:1 refuses the topics: 3 is too many");
        assertThat(new BrokerUnavailableException("b:1", new TimeoutException("10 s are over")))
                .hasMessage("no answer from the broker at b:1: 10 s are over");
    }
}
