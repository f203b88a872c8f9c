package io.deliverytracking.location;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A WebSocket client (RFC 6455) that reads a frame only when it is told to: until then the service's bytes pile up. */
final class StubbornClient implements AutoCloseable {

    private static final int FIN = 0x80;
    private static final int TEXT = 0x1;
    private static final int MASKED = 0x80;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    StubbornClient(URI uri) throws IOException {
        // Before connecting, or the window has been agreed on already.
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
        socket.setSoTimeout(60_000);
        in = new DataInputStream(socket.getInputStream());
        String handshake = "GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
                + "\r\nSec-WebSocket-Version: 13\r\n\r\n";
        socket.getOutputStream().write(handshake.getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) in.readUnsignedByte());
        }
        if (!answer.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("no WebSocket: " + answer);
        }
    }

    void says(String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        OutputStream out = socket.getOutputStream();
        out.write(FIN | TEXT);
        if (payload.length < 126) {
            out.write(MASKED | payload.length);
        } else {
            out.write(new byte[] {(byte) (MASKED | 126), (byte) (payload.length >> 8), (byte) payload.length});
        }
        // A mask of zeros is a mask.
        out.write(new byte[4]);
        out.write(payload);
        out.flush();
    }

    /** Reads one message, which may come in several frames; pings in between are passed over. */
    String reads() throws IOException {
        StringBuilder message = new StringBuilder();
        while (true) {
            int head = in.readUnsignedByte();
            byte[] payload = new byte[(int) length(in.readUnsignedByte())];
            in.readFully(payload);
            int opcode = head & 0xF;
            if (opcode <= TEXT) {
                message.append(new String(payload, StandardCharsets.UTF_8));
                if ((head & FIN) != 0) {
                    return message.toString();
                }
            }
        }
    }

    private long length(int shortForm) throws IOException {
        return switch (shortForm) {
            case 126 -> in.readUnsignedShort();
            case 127 -> in.readLong();
            default -> shortForm;
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
