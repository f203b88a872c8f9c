package io.deliverytracking.broker.log;

import java.util.List;
import org.apache.kafka.common.protocol.Errors;

/**
 * Why an append is refused: the sender's fault.
 *
 * @param error the protocol error
 * @param message a sentence with the values
 * @param records which records of the batch are at fault, from 0; empty where it is the batch as a whole
 */
record AppendFault(Errors error, String message, List<Integer> records) {

    AppendFault(Errors error, String message) {
        this(error, message, List.of());
    }
}
