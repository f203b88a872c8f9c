package io.deliverytracking.broker.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.Handler;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.NetSocketInternal;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** The other end of a connection without a network: bytes go in when a test says so, responses are counted. */
final class FuzzedSocket {

    private static final int PORT = 50_000;

    private final NetSocketInternal socket = (NetSocketInternal) Proxy.newProxyInstance(
            FuzzedSocket.class.getClassLoader(), new Class<?>[] {NetSocketInternal.class}, this::call);
    private Handler<Object> messageHandler = ignored -> {};
    private int responses;
    private boolean closed;
    private @Nullable ChannelHandlerContext context;

    NetSocketInternal socket() {
        return socket;
    }

    /** These bytes arrive. */
    void receive(byte[] bytes, int from, int to) {
        if (!closed) {
            messageHandler.handle(Unpooled.wrappedBuffer(bytes, from, to - from));
        }
    }

    int responses() {
        return responses;
    }

    boolean isClosed() {
        return closed;
    }

    @SuppressWarnings("unchecked") // a message handler takes messages
    private Object call(Object proxy, Method method, Object[] arguments) {
        switch (method.getName()) {
            case "remoteAddress":
                return SocketAddress.inetSocketAddress(PORT, "127.0.0.1");
            case "messageHandler":
                messageHandler = (Handler<Object>) arguments[0];
                return proxy;
            case "writeMessage":
                ((ByteBuf) arguments[0]).release();
                responses++;
                return proxy;
            case "writeQueueFull":
                return false;
            case "channelHandlerContext":
                return context();
            case "close":
                closed = true;
                return null;
            case "hashCode":
                return System.identityHashCode(proxy);
            case "equals":
                return proxy == arguments[0];
            case "toString":
                return "fuzzed socket";
            default:
                return method.getReturnType().isInstance(proxy) ? proxy : null;
        }
    }

    /** Of a channel in which nothing waits. */
    private ChannelHandlerContext context() {
        ChannelHandlerContext made = context;
        if (made == null) {
            made = new EmbeddedChannel(new ChannelInboundHandlerAdapter())
                    .pipeline()
                    .firstContext();
            context = made;
        }
        return made;
    }
}
