package io.deliverytracking.broker.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.ObjectSerializationCache;

/** A client that asks for as much of a partition as there is, and takes nothing of it. */
final class StalledReader implements AutoCloseable {

    private static final short FETCH_VERSION = 4;

    /** Fixed, or the kernel would take megabytes for it. */
    private static final int RECEIVE_BUFFER_BYTES = 4 * 1024;

    private final Socket socket = new Socket();

    /**
     * Asks.
     *
     * @param bootstrapServers host:port
     */
    StalledReader(String bootstrapServers, String topic) throws IOException {
        socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        int port = Integer.parseInt(bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        FetchRequestData request = new FetchRequestData()
                .setMaxWaitMs(100)
                .setMinBytes(1)
                .setMaxBytes(Integer.MAX_VALUE)
                .setTopics(List.of(new FetchTopic()
                        .setTopic(topic)
                        .setPartitions(List.of(new FetchPartition().setPartitionMaxBytes(Integer.MAX_VALUE)))));
        short headerVersion = ApiKeys.FETCH.requestHeaderVersion(FETCH_VERSION);
        RequestHeaderData header = new RequestHeaderData()
                .setRequestApiKey(ApiKeys.FETCH.id)
                .setRequestApiVersion(FETCH_VERSION)
                .setClientId("stalled");
        ObjectSerializationCache cache = new ObjectSerializationCache();
        int size = header.size(cache, headerVersion) + request.size(cache, FETCH_VERSION);
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + size).putInt(size);
        ByteBufferAccessor writer = new ByteBufferAccessor(frame);
        header.write(writer, cache, headerVersion);
        request.write(writer, cache, FETCH_VERSION);
        socket.getOutputStream().write(frame.array());
    }

    /** Waits for the first byte of the answer. */
    void awaitAnswer() throws IOException {
        socket.setSoTimeout(60_000);
        if (socket.getInputStream().read() < 0) {
            throw new IOException("closed without an answer");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
