package io.deliverytracking.console.kafka;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Tells a topic that does not exist from a question that failed. */
final class Missing {

    private Missing() {}

    /** The same answer; empty if there is no such topic. */
    static <T> CompletionStage<Optional<T>> asAbsent(CompletionStage<T> answer) {
        return answer.thenApply(Optional::of).exceptionallyCompose(fault -> {
            Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
            return cause instanceof UnknownTopicOrPartitionException
                    ? CompletableFuture.completedStage(Optional.empty())
                    : CompletableFuture.failedStage(fault);
        });
    }
}
