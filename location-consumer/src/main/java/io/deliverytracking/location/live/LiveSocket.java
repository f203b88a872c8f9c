package io.deliverytracking.location.live;

import io.netty.buffer.Unpooled;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CompletionStage;

/**
 * The WebSocket at {@code /api/live}: hands clients and their words to {@link Watchers}.
 *
 * <p>Threading: event loops; nothing here blocks.
 */
@WebSocket(path = "/api/live")
class LiveSocket {

    private final Watchers watchers;

    LiveSocket(Watchers watchers) {
        this.watchers = watchers;
    }

    @OnOpen
    Uni<Void> onOpen(WebSocketConnection connection) {
        return watchers.add(connection.id(), new ConnectionOutbox(connection))
                ? Uni.createFrom().voidItem()
                : connection.close(new CloseReason(Watcher.TRY_AGAIN_LATER, "too many clients"));
    }

    /** Done at once, whatever the client reads: Quarkus keeps all that comes while a message is being answered. */
    @OnTextMessage
    Uni<Void> onText(WebSocketConnection connection, String text) {
        watchers.onMessage(connection.id(), text);
        return Uni.createFrom().voidItem();
    }

    @OnClose
    Uni<Void> onClose(WebSocketConnection connection) {
        watchers.remove(connection.id());
        return Uni.createFrom().voidItem();
    }

    /** The connector's futures complete when the operating system has taken the bytes: that is the back-pressure. */
    private record ConnectionOutbox(WebSocketConnection connection) implements Outbox {

        @Override
        public CompletionStage<?> send(String text) {
            return connection.sendText(text).subscribeAsCompletionStage();
        }

        @Override
        public CompletionStage<?> send(byte[] bytes) {
            return connection
                    .sendBinary(Buffer.buffer(Unpooled.wrappedBuffer(bytes)))
                    .subscribeAsCompletionStage();
        }

        @Override
        public void close(int code, String reason) {
            connection.close(new CloseReason(code, reason)).subscribe().with(done -> {}, fault -> {});
        }
    }
}
