package io.deliverytracking.broker.group;

import java.util.function.Consumer;
import org.apache.kafka.common.protocol.Errors;

/**
 * The way back for one question to the coordinator. Exactly one of the two methods is called, exactly once,
 * on the lane: at once, or when what the answer says is durable.
 *
 * @param <R> what a successful answer says
 */
public interface Answer<R> {

    /** Answers. */
    void send(R response);

    /** Refuses the whole question. */
    void fail(Errors error);

    /** An answer made of two functions. */
    static <R> Answer<R> of(Consumer<R> onSend, Consumer<Errors> onFail) {
        return new Answer<>() {
            @Override
            public void send(R response) {
                onSend.accept(response);
            }

            @Override
            public void fail(Errors error) {
                onFail.accept(error);
            }
        };
    }
}
