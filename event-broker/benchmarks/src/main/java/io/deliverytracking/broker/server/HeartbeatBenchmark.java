package io.deliverytracking.broker.server;

import io.deliverytracking.broker.handler.ApiHandler;
import io.deliverytracking.broker.handler.RequestContext;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocolCollection;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupRequestData.SyncGroupRequestAssignment;
import org.apache.kafka.common.protocol.ApiKeys;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The heartbeat of a member of a stable group. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class HeartbeatBenchmark {

    private static final String GROUP = "trackers";

    /** The last in which a member may join without asking for its id first. */
    private static final int VERSION = 3;

    private final RequestContext context = BenchmarkNode.context(VERSION);
    private final BenchmarkNode.LastReply<HeartbeatResponseData> reply = new BenchmarkNode.LastReply<>();
    private final BenchmarkNode node = new BenchmarkNode();
    private final ApiHandler<HeartbeatRequestData, HeartbeatResponseData> handler = node.handler(ApiKeys.HEARTBEAT);
    private final HeartbeatRequestData request = new HeartbeatRequestData().setGroupId(GROUP);

    @Setup(Level.Trial)
    public void join() {
        JoinGroupResponseData joined = joined();
        SyncGroupRequestAssignment assignment =
                new SyncGroupRequestAssignment().setMemberId(joined.memberId()).setAssignment(new byte[16]);
        node.ask(
                ApiKeys.SYNC_GROUP,
                VERSION,
                new SyncGroupRequestData()
                        .setGroupId(GROUP)
                        .setMemberId(joined.memberId())
                        .setGenerationId(joined.generationId())
                        .setAssignments(List.of(assignment)));
        request.setMemberId(joined.memberId()).setGenerationId(joined.generationId());
    }

    /** The coordinator may still be loading when it is asked for the first time. */
    private JoinGroupResponseData joined() {
        JoinGroupRequestProtocol protocol =
                new JoinGroupRequestProtocol().setName("range").setMetadata(new byte[16]);
        for (int tries = 0; tries < 1_000; tries++) {
            node.ask(ApiKeys.FIND_COORDINATOR, 2, new FindCoordinatorRequestData().setKey(GROUP));
            JoinGroupResponseData joined = node.ask(
                    ApiKeys.JOIN_GROUP,
                    VERSION,
                    new JoinGroupRequestData()
                            .setGroupId(GROUP)
                            .setSessionTimeoutMs(30_000)
                            .setRebalanceTimeoutMs(30_000)
                            .setProtocolType("consumer")
                            .setProtocols(new JoinGroupRequestProtocolCollection(
                                    List.of(protocol).iterator())));
            if (joined.errorCode() == 0) {
                return joined;
            }
            node.tick();
        }
        throw new IllegalStateException("the group does not form");
    }

    @Benchmark
    public HeartbeatResponseData heartbeat() {
        handler.handle(context, request, reply);
        return reply.take();
    }

    @TearDown(Level.Trial)
    public void close() {
        node.close();
    }
}
