package io.deliverytracking.broker.clients.scenario;

/** A message and where it was found. */
record Received(int partition, long offset, Message message) {

    String value() {
        return message.value();
    }
}
