package io.deliverytracking.broker.conformance.script;

/** What is said in a conversation. */
@FunctionalInterface
public interface Script {

    void hold(Conversation with) throws Exception;
}
