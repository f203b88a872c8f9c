package io.deliverytracking.broker.conformance.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.RequestUtils;

/**
 * One connection that writes frames, well-formed or not, and reads answers to their last byte.
 *
 * <p>Threading: not thread-safe.
 */
public final class WireClient implements AutoCloseable {

    /** What takes longer has failed; the longest wait of a scenario is a few seconds. */
    private static final int READ_TIMEOUT_MS = 15_000;

    private static final String CLIENT_ID = "conformance";

    private final Socket socket;
    private final DataInputStream in;
    private int correlationId;

    public WireClient(int port) throws IOException {
        this(port, READ_TIMEOUT_MS);
    }

    /** @param readTimeoutMs after which {@link #receiveFrame} throws a {@link java.net.SocketTimeoutException} */
    public WireClient(int port, int readTimeoutMs) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(readTimeoutMs);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Sends a request without waiting for its answer. */
    public void send(ApiMessage request, short version) throws IOException {
        write(frame(request, version, ++correlationId));
    }

    /** The answer to the request that was sent last. */
    public ApiMessage receive(ApiKeys api, short version) throws IOException {
        ByteBuffer frame = receiveFrame();
        int got = frame.getInt();
        if (got != correlationId) {
            throw new AssertionError("Answer " + got + " came where " + correlationId + " was due");
        }
        if (api.responseHeaderVersion(version) >= 1) {
            requireNoTags(frame);
        }
        ApiMessage answer = api.messageType.newResponse();
        answer.read(new ByteBufferAccessor(frame), version);
        if (frame.hasRemaining()) {
            throw new AssertionError(frame.remaining() + " bytes follow the answer to " + api + " " + version);
        }
        return answer;
    }

    /** Sends a request and reads its answer. */
    public ApiMessage ask(ApiMessage request, short version) throws IOException {
        send(request, version);
        return receive(ApiKeys.forId(request.apiKey()), version);
    }

    /** The next frame, without its length. */
    public ByteBuffer receiveFrame() throws IOException {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        return ByteBuffer.wrap(frame);
    }

    public void write(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** A whole frame, its length included. */
    public static byte[] frame(ApiMessage request, short version, int correlationId) {
        ApiKeys api = ApiKeys.forId(request.apiKey());
        RequestHeaderData header = new RequestHeaderData()
                .setRequestApiKey(api.id)
                .setRequestApiVersion(version)
                .setCorrelationId(correlationId)
                .setClientId(CLIENT_ID);
        ByteBuffer content = RequestUtils.serialize(header, api.requestHeaderVersion(version), request, version);
        return ByteBuffer.allocate(Integer.BYTES + content.remaining())
                .putInt(content.remaining())
                .put(content)
                .array();
    }

    /** No response header has a tagged field yet. */
    private static void requireNoTags(ByteBuffer frame) {
        byte tags = frame.get();
        if (tags != 0) {
            throw new AssertionError(tags + " tagged fields in a response header");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
