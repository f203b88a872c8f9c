package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.port.Cancellable;
import io.deliverytracking.broker.port.Completion;
import io.deliverytracking.broker.port.Timers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the newest image, and takes operations on it one after another.
 *
 * <p>One batch is under way at a time. Operations that arrive meanwhile are decided together when it
 * is durable, each against the image with the decisions before it, and go out as the next batch. So no
 * decision ever rests on a state that could still be lost, and a slow disk or quorum costs latency,
 * not throughput.
 *
 * <p>Invariant: the image changes only by replaying what the log committed; the state that later
 * decisions of one batch see is built by the same replay.
 *
 * <p>Threading: confined to the metadata lane.
 *
 * <p>Failure: an operation whose time is up gets {@link TimeoutException} and may still take effect,
 * as on Apache Kafka. Lost leadership is {@link NotControllerException}: the client asks elsewhere. A
 * failed log is handed to {@code onFatal}, once.
 */
public final class MetadataController implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MetadataController.class);

    /** Requests in flight are bounded per connection; this bounds them over all connections. */
    private static final int MAX_QUEUED_OPERATIONS = 10_000;

    private static final int NOT_LEADING = -1;

    private final MetadataLog log;
    private final Timers timers;
    private final Runnable onReady;
    private final Consumer<MetadataLogException> onFatal;
    private final List<MetadataListener> listeners = new ArrayList<>();
    private final ArrayDeque<Submitted<?>> queue = new ArrayDeque<>();

    private MetadataImage image = MetadataImage.EMPTY;
    private int epoch = NOT_LEADING;
    private boolean appending;

    /**
     * A controller on {@code log}, idle until {@link #start}.
     *
     * @param onReady called once, when this node leads and everything durable has been replayed
     * @param onFatal called once, when the log can't go on
     */
    public MetadataController(
            MetadataLog log, Timers timers, Runnable onReady, Consumer<MetadataLogException> onFatal) {
        this.log = log;
        this.timers = timers;
        this.onReady = onReady;
        this.onFatal = onFatal;
    }

    /** Follows every change from now on; the first call tells everything that is there already. */
    public void addListener(MetadataListener listener) {
        listeners.add(listener);
        if (image.offset() >= 0) {
            listener.onMetadataChange(MetadataDelta.between(MetadataImage.EMPTY, image));
        }
    }

    /** Begins to replay the log. */
    public void start() {
        log.start(new Replay());
    }

    /** The newest image: everything in it is durable. */
    public MetadataImage image() {
        return image;
    }

    /** Whether this node decides. */
    public boolean isLeading() {
        return epoch != NOT_LEADING;
    }

    /** The epoch in which this node decides, -1 while it doesn't. */
    public int epoch() {
        return epoch;
    }

    /**
     * Queues an operation.
     *
     * @param timeoutMs how long the requester waits; it is answered then, at the latest
     * @param completion takes the answer after its records are durable and replayed, or an {@link
     *     ApiException}; never runs inside this call
     */
    public <T> void submit(int timeoutMs, MetadataOperation<T> operation, Completion<? super T> completion) {
        Submitted<T> submitted = new Submitted<>(operation, completion);
        if (!isLeading() || queue.size() >= MAX_QUEUED_OPERATIONS) {
            ApiException refusal = isLeading()
                    ? new TimeoutException("the controller has " + queue.size() + " operations waiting")
                    : new NotControllerException("this node is not the active controller");
            timers.schedule(0, () -> submitted.fail(refusal));
            return;
        }
        queue.add(submitted);
        submitted.expiry = timers.schedule(
                Math.max(0, timeoutMs),
                () -> submitted.fail(new TimeoutException("no outcome within " + timeoutMs + " ms")));
        // Behind everything that is already due on the lane: operations of one read go into one batch.
        timers.schedule(0, this::maybeDecide);
    }

    private void maybeDecide() {
        if (appending || !isLeading() || queue.isEmpty()) {
            return;
        }
        List<Decided<?>> decided = new ArrayList<>();
        List<MetadataRecord> records = new ArrayList<>();
        MetadataImage working = image;
        while (!queue.isEmpty()) {
            Submitted<?> next = queue.peek();
            Decided<?> decision = next.isDone() ? null : next.decide(working);
            if (decision != null && records.size() + decision.records().size() > MetadataLog.MAX_BATCH_RECORDS) {
                break;
            }
            queue.remove();
            if (decision != null) {
                decided.add(decision);
                records.addAll(decision.records());
                if (!decision.records().isEmpty()) {
                    working = working.next(image.offset() + 1)
                            .replay(decision.records())
                            .build();
                }
            }
        }
        if (records.isEmpty()) {
            decided.forEach(Decided::answer);
            return;
        }
        appending = true;
        log.append(epoch, records, (offset, failure) -> {
            appending = false;
            for (Decided<?> decision : decided) {
                if (failure == null) {
                    decision.answer();
                } else {
                    decision.fail(asApiException(failure));
                }
            }
            maybeDecide();
        });
    }

    private static ApiException asApiException(Throwable failure) {
        if (failure instanceof MetadataLogException known) {
            return switch (known.kind()) {
                case NOT_LEADER -> new NotControllerException(known.getMessage());
                case REFUSED -> new KafkaStorageException(known.getMessage());
                case UNKNOWN_OUTCOME -> new TimeoutException(known.getMessage());
                case STORAGE -> new UnknownServerException(known.getMessage());
            };
        }
        return new UnknownServerException(failure);
    }

    private void failQueued(ApiException reason) {
        List<Submitted<?>> waiting = new ArrayList<>(queue);
        queue.clear();
        waiting.forEach(submitted -> submitted.fail(reason));
    }

    private void become(MetadataImage next) {
        MetadataDelta delta = MetadataDelta.between(image, next);
        image = next;
        for (MetadataListener listener : listeners) {
            listener.onMetadataChange(delta);
        }
    }

    @Override
    public void close() {
        epoch = NOT_LEADING;
        log.close();
        failQueued(new NotControllerException("this node is stopping"));
    }

    private final class Replay implements MetadataLog.Listener {

        private boolean ready;

        @Override
        public void onSnapshot(long offset, List<MetadataRecord> records) {
            become(MetadataImage.EMPTY.next(offset).replay(records).build());
        }

        @Override
        public void onCommit(long offset, int batchEpoch, List<MetadataRecord> records) {
            become(image.next(offset).replay(records).build());
        }

        @Override
        public void onBecomeLeader(int newEpoch) {
            epoch = newEpoch;
            LOG.atInfo().addKeyValue("epoch", newEpoch).log("Active controller");
            if (!ready) {
                ready = true;
                onReady.run();
            }
        }

        @Override
        public void onResign(int newEpoch, int leaderId) {
            epoch = NOT_LEADING;
            LOG.atInfo()
                    .addKeyValue("epoch", newEpoch)
                    .addKeyValue("leaderId", leaderId)
                    .log("No longer the active controller");
            failQueued(new NotControllerException("the active controller is " + leaderId));
        }

        @Override
        public void onSnapshotWanted() {
            log.snapshot(image.offset(), image.toRecords());
        }

        @Override
        public void onFatal(MetadataLogException failure) {
            epoch = NOT_LEADING;
            failQueued(new UnknownServerException(failure.getMessage()));
            onFatal.accept(failure);
        }
    }

    /** An operation on its way; answered exactly once. */
    private static final class Submitted<T> {
        private final MetadataOperation<T> operation;
        private final Completion<? super T> completion;
        private @Nullable Cancellable expiry;
        private boolean done;

        Submitted(MetadataOperation<T> operation, Completion<? super T> completion) {
            this.operation = operation;
            this.completion = completion;
        }

        boolean isDone() {
            return done;
        }

        /** Null if the request as a whole was refused; the requester has been told. */
        @Nullable
        Decided<T> decide(MetadataImage working) {
            try {
                Decision<T> decision = operation.decide(working);
                if (decision.records().size() > MetadataLog.MAX_BATCH_RECORDS) {
                    throw new PolicyViolationException("Unable to perform excessively large batch operation.");
                }
                return new Decided<>(this, decision);
            } catch (ApiException e) {
                fail(e);
                return null;
            }
        }

        void answer(T answer) {
            complete(answer, null);
        }

        void fail(ApiException reason) {
            complete(null, reason);
        }

        private void complete(@Nullable T answer, @Nullable ApiException failure) {
            if (done) {
                return;
            }
            done = true;
            if (expiry != null) {
                expiry.cancel();
            }
            completion.complete(answer, failure);
        }
    }

    private record Decided<T>(Submitted<T> submitted, Decision<T> decision) {
        List<MetadataRecord> records() {
            return decision.records();
        }

        void answer() {
            submitted.answer(decision.answer());
        }

        void fail(ApiException reason) {
            submitted.fail(reason);
        }
    }
}
