package io.deliverytracking.broker.server;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.RequestUtils;

/** A client that writes what it is told, well-formed or not, and reads frames. */
final class RawClient implements AutoCloseable {

    private static final int READ_TIMEOUT_MS = 60_000;

    /** Fixed: a kernel that makes room on its own, up to tens of megabytes, would read for a client that doesn't. */
    private static final int RECEIVE_BUFFER_BYTES = 64 * 1024;

    private final Socket socket;
    private final DataInputStream in;

    RawClient(int port) throws IOException {
        socket = new Socket();
        socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(READ_TIMEOUT_MS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    RawClient(BrokerServer broker) throws IOException {
        this(broker.port());
    }

    void write(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    void send(ApiKeys api, int version, int correlationId, ApiMessage request) throws IOException {
        write(frame(api, version, correlationId, request));
    }

    /** A whole frame, its length included. */
    static byte[] frame(ApiKeys api, int version, int correlationId, ApiMessage request) {
        short apiVersion = (short) version;
        RequestHeaderData header = new RequestHeaderData()
                .setRequestApiKey(api.id)
                .setRequestApiVersion(apiVersion)
                .setCorrelationId(correlationId)
                .setClientId("raw");
        return frame(header, api.requestHeaderVersion(apiVersion), request, apiVersion);
    }

    /** Header and body behind their length, as the official client's own classes write them. */
    static byte[] frame(ApiMessage header, short headerVersion, ApiMessage body, short version) {
        ByteBuffer content = RequestUtils.serialize(header, headerVersion, body, version);
        return ByteBuffer.allocate(Integer.BYTES + content.remaining())
                .putInt(content.remaining())
                .put(content)
                .array();
    }

    /** The next frame without its length. */
    ByteBuffer receive() throws IOException {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        return ByteBuffer.wrap(frame);
    }

    /** The next response's body, after its header; the header's correlation id must be {@code correlationId}. */
    <R extends ApiMessage> R receive(ApiKeys api, int version, int correlationId, R response) throws IOException {
        ByteBuffer frame = receive();
        int got = frame.getInt();
        if (got != correlationId) {
            throw new AssertionError("response " + got + " came where " + correlationId + " was due");
        }
        if (api.responseHeaderVersion((short) version) >= 1) {
            frame.get();
        }
        response.read(new ByteBufferAccessor(frame), (short) version);
        if (frame.hasRemaining()) {
            throw new AssertionError(frame.remaining() + " bytes follow the response");
        }
        return response;
    }

    /** Whether the broker closes the connection, without sending anything more. */
    boolean isClosedByBroker() throws IOException {
        try {
            return in.read() == -1;
        } catch (EOFException | SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
