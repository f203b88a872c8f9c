package io.deliverytracking.broker.server;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.deliverytracking.broker.replication.Partition;
import io.deliverytracking.broker.simulation.SimulatedBroker;
import io.deliverytracking.broker.simulation.fuzz.Allocation;
import io.deliverytracking.broker.simulation.fuzz.FuzzedBroker;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a stranger sends on a connection: frames, headers, bodies, and what handlers make of them. Whatever it is, nothing
 * leaves the lane, no handler throws, memory stays within bounds, and another connection is answered as before.
 *
 * <p>Input: how many bytes arrive at once, in one byte (0: all of them), and the bytes.
 */
class RequestFuzzTest {

    private static final BrokerConfig CONFIG = BrokerConfig.ephemeral(Path.of("unused"));

    /** Ten thousand partitions may be made by one small request. */
    private static final long MOST_ALLOCATED = 512L * 1024 * 1024;

    private static final byte[] ASKS_FOR_VERSIONS = FilledRequests.emptyFrame(ApiKeys.API_VERSIONS, (short) 0);

    private SimulatedBroker broker;

    static Stream<byte[]> seeds() {
        List<byte[]> frames =
                FilledRequests.allFrames(FuzzedBroker.start().node().apis().handlers());
        // Some arrive a few bytes at a time.
        return IntStream.range(0, frames.size()).mapToObj(i -> input(i % 7 == 0 ? 5 : 0, frames.get(i)));
    }

    private static byte[] input(int atOnce, byte[] frame) {
        return ByteBuffer.allocate(1 + frame.length)
                .put((byte) atOnce)
                .put(frame)
                .array();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void whatAStrangerSendsHurtsNobodyElse(byte[] input) {
        if (input.length > 0) {
            Allocation.requireAtMost(MOST_ALLOCATED, () -> send(input));
        }
    }

    private void send(byte[] input) {
        if (broker == null) {
            broker = FuzzedBroker.start();
        }
        int operations = broker.disk().operations();
        Connections connections = new Connections(CONFIG, broker.lane(), broker.lane());
        connections.serve(new RequestDispatcher(
                broker.node().apis(),
                connections,
                "PLAINTEXT",
                CONFIG.integer(NetworkProperties.SOCKET_REQUEST_MAX_BYTES)));
        FuzzedSocket stranger = connect(connections);
        FuzzedSocket other = connect(connections);

        int atOnce = input[0] == 0 ? input.length : input[0] & 0xff;
        for (int from = 1; from < input.length; from += atOnce) {
            stranger.receive(input, from, Math.min(input.length, from + atOnce));
        }
        broker.advance(200);

        other.receive(ASKS_FOR_VERSIONS, 0, ASKS_FOR_VERSIONS.length);
        broker.advance(1);
        check(connections, other);
        connections.closeAll();
        ServerMetrics metrics = connections.metrics();
        if (metrics.inFlightBytes() != 0 || metrics.connections() != 0) {
            throw new AssertionError("after the end of its connections: " + metrics);
        }
        if (broker.disk().operations() != operations || !metrics.apis().isEmpty() || metrics.invalidRequests() == 0) {
            // It may have changed something: the next input finds a broker as new.
            broker = null;
        }
    }

    private static FuzzedSocket connect(Connections connections) {
        FuzzedSocket socket = new FuzzedSocket();
        connections.accept(socket.socket());
        return socket;
    }

    private void check(Connections connections, FuzzedSocket other) {
        if (connections.metrics().failedRequests() != 0) {
            throw new AssertionError("a handler threw, or its answer could not be written: see the log");
        }
        if (other.responses() != 1 || other.isClosed()) {
            throw new AssertionError("another connection got " + other.responses() + " answers"
                    + (other.isClosed() ? " and was closed" : ""));
        }
        if (!broker.isRunning()) {
            throw new AssertionError("the broker has stopped");
        }
        for (Partition partition : broker.node().partitions().all()) {
            if (partition.isOffline()) {
                throw new AssertionError(partition + " is offline");
            }
        }
    }
}
