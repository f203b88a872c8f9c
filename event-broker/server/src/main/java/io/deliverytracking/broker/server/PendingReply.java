package io.deliverytracking.broker.server;

import io.deliverytracking.broker.handler.Reply;
import io.deliverytracking.broker.port.ReadMemory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.jspecify.annotations.Nullable;

/**
 * A request's place in its connection's order of responses, and the way to fill it.
 *
 * <p>The response is encoded when it is sent, not when its turn comes: then the handler's objects are garbage at once
 * and only bytes wait.
 *
 * <p>Threading: confined to the lane.
 *
 * <p>Failure: a second answer to one request is our own fault and throws {@link IllegalStateException}. So is a message
 * that can't be written in the request's version; but that harms nobody else, so it is logged and closes the connection.
 */
final class PendingReply<R extends ApiMessage> implements Reply<R> {

    private static final ReadMemory.Lease NOTHING_BORROWED = ReadMemory.HEAP.lease();

    private final Connection connection;
    private final ApiKeys apiKey;
    private final short version;
    private final int correlationId;
    private final int requestBytes;
    private final long arrivedNs;
    private final Connections metrics;

    private boolean ready;
    private @Nullable ByteBuf response;

    PendingReply(
            Connection connection,
            Connections metrics,
            ApiKeys apiKey,
            short version,
            int correlationId,
            int requestBytes,
            long arrivedNs) {
        this.connection = connection;
        this.metrics = metrics;
        this.apiKey = apiKey;
        this.version = version;
        this.correlationId = correlationId;
        this.requestBytes = requestBytes;
        this.arrivedNs = arrivedNs;
    }

    @Override
    public void send(R message) {
        send(message, NOTHING_BORROWED);
    }

    @Override
    public void send(R message, ReadMemory.Lease memory) {
        becomeReady();
        if (connection.isClosed()) {
            memory.release();
            return;
        }
        try {
            response =
                    ResponseEncoder.encode(ByteBufAllocator.DEFAULT, apiKey, version, correlationId, message, memory);
        } catch (RuntimeException e) {
            connection.onFault(apiKey + " version " + version + " was answered with what it cannot carry", e);
            return;
        }
        connection.onReady(response.readableBytes());
    }

    @Override
    public void sendNothing() {
        becomeReady();
        connection.onReady(0);
    }

    @Override
    public void closeConnection(String reason) {
        becomeReady();
        connection.closeBecause(reason, null);
    }

    @Override
    public void mute(int forMs) {
        connection.mute(forMs);
    }

    private void becomeReady() {
        if (ready) {
            throw new IllegalStateException(apiKey + " request " + correlationId + " was answered twice");
        }
        ready = true;
    }

    boolean isFetch() {
        return apiKey == ApiKeys.FETCH;
    }

    boolean isReady() {
        return ready;
    }

    int requestBytes() {
        return requestBytes;
    }

    /** Hands the response's buffer and its ownership over; null if there is none. */
    @Nullable
    ByteBuf takeResponse() {
        ByteBuf taken = response;
        response = null;
        return taken;
    }

    void onSent(int responseBytes) {
        metrics.onAnswered(apiKey, arrivedNs, requestBytes, responseBytes);
    }
}
