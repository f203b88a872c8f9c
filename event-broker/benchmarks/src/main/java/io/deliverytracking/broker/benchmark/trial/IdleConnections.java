package io.deliverytracking.broker.benchmark.trial;

import io.deliverytracking.broker.benchmark.subject.RunningBroker;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections of clients that have said what clients say first, and now have nothing to ask: ApiVersions and Metadata, one request
 * after the other.
 *
 * <p>Threading: confined to one thread. Ownership: of the sockets.
 */
final class IdleConnections implements AutoCloseable {

    private static final short API_VERSIONS = 18;
    private static final short METADATA = 3;
    private static final String CLIENT_ID = "idle";
    private static final int TIMEOUT_MS = 30_000;

    private final List<Socket> sockets = new ArrayList<>();

    static IdleConnections open(RunningBroker broker, int count) throws IOException {
        IdleConnections connections = new IdleConnections();
        try {
            for (int i = 0; i < count; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), broker.port());
                connections.sockets.add(socket);
                socket.setSoTimeout(TIMEOUT_MS);
                ask(socket, API_VERSIONS);
                ask(socket, METADATA);
            }
        } catch (IOException e) {
            connections.close();
            throw e;
        }
        return connections;
    }

    /** Version 0 of either: the body is empty, or an empty list of topics, which asks for all. */
    private static void ask(Socket socket, short apiKey) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        int body = apiKey == METADATA ? Integer.BYTES : 0;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream frame = new DataOutputStream(bytes);
        frame.writeInt(2 * Short.BYTES + Integer.BYTES + Short.BYTES + CLIENT_ID.length() + body);
        frame.writeShort(apiKey);
        frame.writeShort(0);
        frame.writeInt(1);
        frame.writeShort(CLIENT_ID.length());
        frame.writeBytes(CLIENT_ID);
        if (body > 0) {
            frame.writeInt(0);
        }
        out.write(bytes.toByteArray());
        out.flush();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        in.readFully(new byte[in.readInt()]);
    }

    @Override
    public void close() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is of no use any more either way.
            }
        }
    }
}
