package io.deliverytracking.location;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deliverytracking.location.frame.DecodedFrame;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A well-behaved WebSocket client that keeps what it is told, text and frames apart. */
final class LiveClient implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_S = 60;

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<DecodedFrame> frames = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final ByteArrayOutputStream partialFrame = new ByteArrayOutputStream();
    private final WebSocket socket;

    LiveClient(URI overHttp) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(overHttp.toString().replaceFirst("http", "ws")), this)
                .join();
    }

    LiveClient says(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    /** The next message; waits for it. */
    JsonNode hears() throws Exception {
        String message = messages.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message within " + PATIENCE_S + " s");
        }
        return JSON.readTree(message);
    }

    /** The next binary frame; waits for it. */
    DecodedFrame hearsFrame() throws Exception {
        DecodedFrame frame = frames.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("no frame within " + PATIENCE_S + " s");
        }
        return frame;
    }

    /** The next binary frame, if it has come. */
    @Nullable
    DecodedFrame heardFrame() {
        return frames.poll();
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        while (data.hasRemaining()) {
            partialFrame.write(data.get());
        }
        if (last) {
            frames.add(DecodedFrame.of(partialFrame.toByteArray()));
            partialFrame.reset();
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            messages.add(partial.toString());
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
