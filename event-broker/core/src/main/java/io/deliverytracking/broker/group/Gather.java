package io.deliverytracking.broker.group;

import java.util.function.Consumer;
import org.apache.kafka.common.protocol.Errors;

/**
 * Makes one answer of several: calls back when all parts have come, with NONE or the first error among them.
 *
 * <p>Threading: confined to the lane.
 *
 * @param <P> what a part says
 */
public final class Gather<P> {

    private final Consumer<P> onPart;
    private final Consumer<Errors> onComplete;
    private int missing;
    private Errors error = Errors.NONE;

    /** With no parts to wait for, {@code onComplete} is called at once. */
    public Gather(int parts, Consumer<P> onPart, Consumer<Errors> onComplete) {
        this.onPart = onPart;
        this.onComplete = onComplete;
        this.missing = parts;
        if (parts == 0) {
            onComplete.accept(Errors.NONE);
        }
    }

    /** The way back for the next part. */
    public Answer<P> part() {
        return Answer.of(
                response -> {
                    onPart.accept(response);
                    onePartCame();
                },
                cause -> {
                    if (error == Errors.NONE) {
                        error = cause;
                    }
                    onePartCame();
                });
    }

    private void onePartCame() {
        missing--;
        if (missing == 0) {
            onComplete.accept(error);
        }
    }
}
