package io.deliverytracking.broker.server;

import io.deliverytracking.broker.handler.ApiHandler;
import io.deliverytracking.broker.handler.ApiRegistry;
import io.deliverytracking.broker.handler.RequestContext;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersionCollection;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;

/**
 * Turns a frame into a message and hands it to the handler of its API key.
 *
 * <p>Threading: confined to the lane.
 *
 * <p>Failure: {@link InvalidFrameException} for an unknown API key, a version out of range or a body that doesn't
 * parse, or that is too large for what it is. Only ApiVersions may come in a version we don't know: it is answered in version 0 with
 * UNSUPPORTED_VERSION and the range we do know, its body unread (KIP-511).
 */
final class RequestDispatcher {

    private static final int API_KEY_AT = 0;
    private static final int VERSION_AT = 2;
    private static final int CORRELATION_ID_AT = 4;

    /**
     * Records stay the bytes that they are; everything else becomes objects, some fifty bytes for each on the wire. So what carries
     * no records may be a sixteenth of {@code socket.request.max.bytes}, or a megabyte. Apache Kafka knows no such limit.
     */
    private static final int SHARE_OF_OTHERS = 16;

    private static final int SMALLEST_LIMIT_BYTES = 1024 * 1024;

    private final ApiRegistry apis;
    private final Connections connections;
    private final String listenerName;
    private final int maxOtherBytes;

    /** @param maxFrameBytes the largest frame, which is a Produce */
    RequestDispatcher(ApiRegistry apis, Connections connections, String listenerName, int maxFrameBytes) {
        this.apis = apis;
        this.connections = connections;
        this.listenerName = listenerName;
        this.maxOtherBytes = Math.max(SMALLEST_LIMIT_BYTES, maxFrameBytes / SHARE_OF_OTHERS);
    }

    void dispatch(Connection connection, ByteBuffer frame) {
        short key = frame.getShort(API_KEY_AT);
        short version = frame.getShort(VERSION_AT);
        int correlationId = frame.getInt(CORRELATION_ID_AT);
        ApiHandler<?, ?> handler = apis.handler(key);
        if (handler == null) {
            throw invalid(frame, "API key " + key + " is unknown");
        }
        if (version < handler.lowestVersion() || version > handler.highestVersion()) {
            if (handler.apiKey() == ApiKeys.API_VERSIONS) {
                refuseVersion(connection, frame, handler, correlationId);
                return;
            }
            throw invalid(frame, handler.apiKey() + " version " + version + " is not supported");
        }
        if (frame.limit() > maxOtherBytes && handler.apiKey() != ApiKeys.PRODUCE) {
            throw invalid(
                    frame,
                    handler.apiKey() + " of " + frame.limit() + " bytes; at most " + maxOtherBytes + " are taken");
        }
        handle(connection, frame, handler, version, correlationId);
    }

    // The registry holds handlers under the API key whose messages they take: the casts hold by construction.
    @SuppressWarnings({"unchecked", "rawtypes"})
    private void handle(Connection connection, ByteBuffer frame, ApiHandler handler, short version, int correlationId) {
        ApiKeys apiKey = handler.apiKey();
        int frameBytes = frame.limit();
        ApiMessage request = apiKey.messageType.newRequest();
        RequestHeaderData header;
        try {
            ByteBufferAccessor reader = new ByteBufferAccessor(frame);
            header = new RequestHeaderData(reader, apiKey.requestHeaderVersion(version));
            request.read(reader, version);
        } catch (RuntimeException e) {
            connections.releaseUnanswered(frameBytes);
            throw new InvalidFrameException(apiKey + " version " + version + " could not be parsed", e);
        }
        PendingReply<?> reply = new PendingReply<>(
                connection, connections, apiKey, version, correlationId, frameBytes, connections.nowNs());
        connection.expect(reply);
        RequestContext context = new RequestContext(
                version,
                correlationId,
                header.clientId(),
                connection.clientHost(),
                connection.id(),
                listenerName,
                frameBytes);
        handler.handle(context, request, reply);
    }

    private void refuseVersion(Connection connection, ByteBuffer frame, ApiHandler<?, ?> handler, int correlationId) {
        PendingReply<ApiVersionsResponseData> reply = new PendingReply<>(
                connection,
                connections,
                ApiKeys.API_VERSIONS,
                (short) 0,
                correlationId,
                frame.limit(),
                connections.nowNs());
        connection.expect(reply);
        reply.send(new ApiVersionsResponseData()
                .setErrorCode(Errors.UNSUPPORTED_VERSION.code())
                .setApiKeys(new ApiVersionCollection(
                        List.of(ApiRegistry.advertised(handler)).iterator())));
    }

    private InvalidFrameException invalid(ByteBuffer frame, String message) {
        connections.releaseUnanswered(frame.limit());
        return new InvalidFrameException(message);
    }
}
