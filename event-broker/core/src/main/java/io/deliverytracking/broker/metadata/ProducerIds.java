package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.port.Completion;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands out producer ids, each once in the life of the cluster.
 *
 * <p>Ids come from blocks of {@value #BLOCK_SIZE} that the metadata log reserves; what is left of a
 * block when the broker stops is never used. So an id costs a durable write only once in a block.
 *
 * <p>Threading: confined to the metadata lane. Requests that arrive while a block is being reserved
 * wait for it.
 *
 * <p>Source: KIP-730.
 */
public final class ProducerIds {

    /** Apache Kafka's block size. */
    static final int BLOCK_SIZE = 1000;

    private static final int RESERVE_TIMEOUT_MS = 30_000;

    private final MetadataController controller;
    private final ArrayDeque<Completion<Long>> waiting = new ArrayDeque<>();
    private long next;
    private long end;
    private boolean reserving;

    public ProducerIds(MetadataController controller) {
        this.controller = controller;
    }

    /** Gives the next id, now or when a block is reserved; an {@code ApiException} when none can be. */
    public void next(Completion<Long> completion) {
        waiting.add(completion);
        serve();
    }

    private void serve() {
        while (!waiting.isEmpty() && next < end) {
            waiting.remove().complete(next++, null);
        }
        if (!waiting.isEmpty() && !reserving) {
            reserving = true;
            controller.submit(RESERVE_TIMEOUT_MS, ProducerIds::reserve, this::onReserved);
        }
    }

    private static Decision<Long> reserve(MetadataImage image) {
        long first = image.nextProducerId();
        return new Decision<>(List.of(new MetadataRecord.ProducerIdsReserved(first + BLOCK_SIZE)), first);
    }

    private void onReserved(@Nullable Long first, @Nullable Throwable failure) {
        reserving = false;
        if (first == null) {
            ArrayDeque<Completion<Long>> refused = new ArrayDeque<>(waiting);
            waiting.clear();
            refused.forEach(completion -> completion.complete(null, failure));
            return;
        }
        next = first;
        end = first + BLOCK_SIZE;
        serve();
    }
}
