package io.deliverytracking.broker.log;

import org.apache.kafka.common.protocol.Errors;

/** Why an append is refused: the sender's fault, as a protocol error and a sentence with the values. */
record AppendFault(Errors error, String message) {}
