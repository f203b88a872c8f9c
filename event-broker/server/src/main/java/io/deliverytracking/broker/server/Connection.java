package io.deliverytracking.broker.server;

import io.deliverytracking.broker.port.Cancellable;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.net.impl.NetSocketInternal;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: frames in, responses out in the order of their requests.
 *
 * <p>Invariant: the responses leave in the order of the requests, whatever the order in which they are answered; an
 * early answer waits in {@link #pending} for the ones before it.
 *
 * <p>Back-pressure: reading stops while any of these holds, and goes on when none does: {@link #MAX_PIPELINED} requests
 * wait for answers; the peer doesn't take what was written; answers of {@link #MOST_WAITING_BYTES} wait for the one to an
 * earlier request; the broker's {@link InFlightBytes} are used up; a request has
 * arrived behind a Fetch, whose answer may have {@code fetch.max.bytes}, before that is answered; its client is over a
 * quota ({@link #mute}). A slow reader so holds at most its own pipeline with one Fetch; what all of them hold together is
 * {@link Connections#onUnsent limited}.
 *
 * <p>Threading: confined to the lane.
 *
 * <p>Failure: bytes that are no request close this connection, logged once with the peer and the reason; so does an
 * exception that leaves a handler, a fault of ours. A failed invariant is an {@link Error}: it passes, to the handler that
 * stops the broker.
 */
final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /**
     * Unanswered requests of one connection. Apache Kafka takes one request at a time from a connection; clients keep 5
     * in flight by default. Beyond this, TCP makes the client wait.
     */
    static final int MAX_PIPELINED = 100;

    /** Answers that wait for an earlier one; then what follows is not read, as where the peer takes nothing. */
    static final int MOST_WAITING_BYTES = 1024 * 1024;

    /** How long a closed connection's last answers may take to leave. */
    private static final int LINGER_MS = 10_000;

    private final long id;
    private final NetSocketInternal socket;
    private final String clientHost;
    private final String peer;
    private final Connections owner;
    private final RequestDispatcher dispatcher;
    private final InFlightBytes inFlight;
    private final FrameAssembler assembler;
    private final ArrayDeque<PendingReply<?>> pending = new ArrayDeque<>();

    private @Nullable ByteBuf held;
    private boolean pumping;
    private boolean flushing;
    private boolean paused;
    private boolean awaitsBytes;
    private boolean muted;
    private long mutedUntilNs;
    private Cancellable unmuting = () -> false;
    private boolean closed;
    private int unfinishedBytes;
    private long waitingBytes;
    private long unsentBytes;
    private long lastActivityNs;

    Connection(
            long id,
            NetSocketInternal socket,
            Connections owner,
            RequestDispatcher dispatcher,
            InFlightBytes inFlight,
            int maxFrameBytes,
            long nowNs) {
        this.id = id;
        this.socket = socket;
        this.owner = owner;
        this.dispatcher = dispatcher;
        this.inFlight = inFlight;
        this.assembler = new FrameAssembler(maxFrameBytes);
        this.clientHost = "/" + socket.remoteAddress().hostAddress();
        this.peer = socket.remoteAddress().toString();
        this.lastActivityNs = nowNs;
    }

    /** Takes over the socket's events. */
    void open() {
        socket.closeHandler(ignored -> onClosed());
        socket.exceptionHandler(failure ->
                LOG.atDebug().addKeyValue("peer", peer).setCause(failure).log("Connection failed"));
        socket.drainHandler(ignored -> pump());
        socket.messageHandler(message -> onChunk((ByteBuf) message));
    }

    long id() {
        return id;
    }

    /** The client's address in Kafka's notation, {@code /127.0.0.1}. */
    String clientHost() {
        return clientHost;
    }

    String peer() {
        return peer;
    }

    /**
     * Idle: no traffic since then, and nothing that the broker still owes an answer to. One that is muted for longer goes
     * too: while it is not read, nobody knows whether there is still a client.
     */
    boolean isIdleSince(long thresholdNs) {
        return pending.isEmpty() && lastActivityNs - thresholdNs < 0;
    }

    private void onChunk(ByteBuf chunk) {
        owner.onBytesIn(chunk.readableBytes());
        lastActivityNs = owner.nowNs();
        if (closed) {
            chunk.release();
            return;
        }
        // While paused, the socket may still deliver what it had begun to read.
        held = held == null ? chunk : chunk.alloc().compositeBuffer(2).addComponents(true, held, chunk);
        pump();
    }

    /** Dispatches what has arrived as far as the limits allow, then reads on or stops reading. */
    private void pump() {
        if (pumping || closed) {
            return;
        }
        pumping = true;
        try {
            ByteBuf chunk = held;
            while (chunk != null && mayRead() && !awaitsFetch()) {
                ByteBuffer frame = assembler.next(chunk);
                if (frame == null) {
                    chunk.release();
                    held = null;
                    noteUnfinished(assembler.unfinishedBytes());
                    break;
                }
                noteUnfinished(0);
                inFlight.acquire(frame.limit());
                dispatcher.dispatch(this, frame);
            }
        } catch (InvalidFrameException e) {
            owner.onInvalidRequest();
            closeBecause(e.getMessage(), e.getCause());
        } catch (RuntimeException e) { // whatever a handler throws: an unanswered request would block its client
            onFault("A request could not be handled", e);
        } finally {
            pumping = false;
        }
        if (!closed) {
            setPaused(held != null || !mayRead());
        }
    }

    /** May close this connection, or another one. */
    private void noteUnfinished(int bytes) {
        int grown = bytes - unfinishedBytes;
        unfinishedBytes = bytes;
        owner.onUnfinished(grown);
    }

    /** What a frame of which the rest has yet to arrive takes of memory. */
    int unfinishedBytes() {
        return unfinishedBytes;
    }

    long lastActivityNs() {
        return lastActivityNs;
    }

    private boolean mayRead() {
        if (closed
                || muted
                || pending.size() >= MAX_PIPELINED
                || waitingBytes >= MOST_WAITING_BYTES
                || socket.writeQueueFull()) {
            return false;
        }
        if (inFlight.isExhausted()) {
            if (!awaitsBytes) {
                awaitsBytes = true;
                inFlight.awaitFree(() -> {
                    awaitsBytes = false;
                    pump();
                });
            }
            return false;
        }
        return true;
    }

    /** What follows a Fetch waits; reading stops when something has come, for most clients send nothing behind one. */
    private boolean awaitsFetch() {
        PendingReply<?> last = pending.peekLast();
        return last != null && last.isFetch();
    }

    private void setPaused(boolean pause) {
        if (pause != paused) {
            paused = pause;
            if (pause) {
                socket.pause();
            } else {
                socket.resume();
            }
        }
    }

    /** Dispatches no further request for so long; those before are answered as ever. The longest order holds. */
    void mute(int forMs) {
        long untilNs = owner.nowNs() + TimeUnit.MILLISECONDS.toNanos(forMs);
        if (closed || (muted && untilNs - mutedUntilNs <= 0)) {
            return;
        }
        unmuting.cancel();
        muted = true;
        mutedUntilNs = untilNs;
        unmuting = owner.schedule(forMs, () -> {
            muted = false;
            pump();
        });
    }

    /** Keeps the place of a request's response in the order of responses. */
    void expect(PendingReply<?> reply) {
        pending.add(reply);
    }

    /** A reply of so many bytes has become ready: sends every response whose turn has come. */
    void onReady(int responseBytes) {
        waitingBytes += responseBytes;
        if (flushing || closed) {
            return;
        }
        flushing = true;
        PendingReply<?> reply = pending.peek();
        while (reply != null && reply.isReady()) {
            pending.remove();
            send(reply);
            reply = pending.peek();
        }
        flushing = false;
        if (!closed && waitingBytes > 0) {
            owner.onUnsent(lookAtUnsent());
        }
        pump();
    }

    private void send(PendingReply<?> reply) {
        ByteBuf response = reply.takeResponse();
        int responseBytes = 0;
        if (response != null) {
            responseBytes = response.readableBytes();
            waitingBytes -= responseBytes;
            owner.onBytesOut(responseBytes);
            lastActivityNs = owner.nowNs();
            socket.writeMessage(response, null);
            owner.onUnsent(lookAtUnsent());
        }
        reply.onSent(responseBytes);
        inFlight.release(reply.requestBytes());
    }

    /** Answers that wait for an earlier one, or that the socket has not taken, as of the last {@link #lookAtUnsent look}. */
    long unsentBytes() {
        return unsentBytes;
    }

    /** Looks how much waits in the socket's queue; returns by how much it has grown. */
    long lookAtUnsent() {
        long bytes = waitingBytes + queuedBytes();
        long grown = bytes - unsentBytes;
        unsentBytes = bytes;
        return grown;
    }

    private long queuedBytes() {
        ChannelOutboundBuffer queue =
                socket.channelHandlerContext().channel().unsafe().outboundBuffer();
        return queue == null ? 0 : queue.totalPendingWriteBytes();
    }

    /** Closes the connection because of a fault of ours, which is logged with all that is known of it. */
    void onFault(String what, RuntimeException fault) {
        owner.onFailedRequest();
        LOG.atError().addKeyValue("peer", peer).setCause(fault).log("{}: closing its connection", what);
        close();
    }

    /** Closes the connection because of what the client did, and says so in the log, once. */
    void closeBecause(@Nullable String reason, @Nullable Throwable cause) {
        if (!closed) {
            LOG.atWarn()
                    .addKeyValue("peer", peer)
                    .addKeyValue("reason", reason)
                    .addKeyValue("cause", cause == null ? "" : cause.toString())
                    .log("Closing connection");
            close();
        }
    }

    /** Cuts the connection off because of what the client did not do, and says so in the log. */
    void abortBecause(String reason) {
        if (!closed) {
            LOG.atWarn().addKeyValue("peer", peer).addKeyValue("reason", reason).log("Closing connection");
            abort();
        }
    }

    /** Closes the connection; what was written before still goes out, if the client takes it within {@link #LINGER_MS}. */
    void close() {
        if (!closed) {
            release();
            socket.close();
            if (queuedBytes() > 0) {
                owner.schedule(LINGER_MS, this::closeChannel);
            }
        }
    }

    /** Cuts the connection off, as the end of the process would. */
    void abort() {
        if (!closed) {
            release();
            closeChannel();
        }
    }

    /** By the handler's context: the channel's own close waits, in Vert.x' handler, until all is sent. */
    private void closeChannel() {
        ChannelFuture unused = socket.channelHandlerContext().close();
    }

    boolean isClosed() {
        return closed;
    }

    private void onClosed() {
        if (assembler.isInsideFrame()) {
            LOG.atDebug().addKeyValue("peer", peer).log("Connection ended inside a frame");
        }
        if (!closed) {
            release();
        }
    }

    private void release() {
        closed = true;
        unmuting.cancel();
        owner.onClosed(this);
        noteUnfinished(0);
        owner.onUnsent(-unsentBytes);
        unsentBytes = 0;
        waitingBytes = 0;
        if (held != null) {
            held.release();
            held = null;
        }
        while (!pending.isEmpty()) {
            PendingReply<?> reply = pending.remove();
            ByteBuf response = reply.takeResponse();
            if (response != null) {
                response.release();
            }
            inFlight.release(reply.requestBytes());
        }
    }
}
