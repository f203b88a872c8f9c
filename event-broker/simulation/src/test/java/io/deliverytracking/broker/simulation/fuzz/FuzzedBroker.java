package io.deliverytracking.broker.simulation.fuzz;

import io.deliverytracking.broker.port.SimulatedLane;
import io.deliverytracking.broker.simulation.SeededRandom;
import io.deliverytracking.broker.simulation.SimulatedBroker;
import io.deliverytracking.broker.simulation.disk.SimulatedDisk;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** A broker with the topics that seeds speak of; made once, then copied for each input. */
public final class FuzzedBroker {

    public static final String TOPIC = "t";
    public static final String COMPACTED = "compacted";
    public static final String STAMPED = "stamped";

    private static final long START_MS = 1_700_000_000_000L;
    private static final Map<String, String> PROPERTIES =
            Map.of("offsets.topic.num.partitions", "1", "group.initial.rebalance.delay.ms", "0");
    private static final SimulatedDisk PREPARED = prepared();

    private FuzzedBroker() {}

    private static SimulatedDisk prepared() {
        SimulatedLane lane = new SimulatedLane(START_MS);
        SimulatedDisk disk = new SimulatedDisk(lane);
        SimulatedBroker broker = on(disk, lane);
        create(broker, TOPIC, Map.of());
        create(broker, COMPACTED, Map.of("cleanup.policy", "compact"));
        create(broker, STAMPED, Map.of("message.timestamp.type", "LogAppendTime"));
        broker.ask(
                ApiKeys.FIND_COORDINATOR,
                4,
                new FindCoordinatorRequestData().setCoordinatorKeys(List.of("g")),
                FindCoordinatorResponseData.class);
        broker.advance(1_000);
        RuntimeException failure = broker.shutDown();
        if (failure != null) {
            throw failure;
        }
        return disk;
    }

    private static void create(SimulatedBroker broker, String name, Map<String, String> configs) {
        CreatableTopic topic =
                new CreatableTopic().setName(name).setNumPartitions(1).setReplicationFactor((short) 1);
        configs.forEach((key, value) ->
                topic.configs().add(new CreatableTopicConfig().setName(key).setValue(value)));
        CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(10_000);
        request.topics().add(topic);
        broker.ask(ApiKeys.CREATE_TOPICS, 7, request, CreateTopicsResponseData.class);
    }

    private static SimulatedBroker on(SimulatedDisk disk, SimulatedLane lane) {
        SimulatedBroker broker = new SimulatedBroker(PROPERTIES, lane, new SeededRandom(1), disk);
        Throwable failure = broker.start();
        if (failure != null) {
            throw new AssertionError("the broker does not start: " + failure, failure);
        }
        return broker;
    }

    /** A disk that nobody uses yet. */
    public static SimulatedDisk disk(SimulatedLane lane) {
        return PREPARED.copy(lane);
    }

    /** A clock for it. */
    public static SimulatedLane lane() {
        return new SimulatedLane(START_MS + 10_000);
    }

    /** A broker that serves, with the three topics, empty, and a coordinator. */
    public static SimulatedBroker start() {
        SimulatedLane lane = lane();
        return on(disk(lane), lane);
    }

    /** A broker on {@code disk}, not started. */
    public static SimulatedBroker notStarted(SimulatedDisk disk, SimulatedLane lane) {
        return new SimulatedBroker(PROPERTIES, lane, new SeededRandom(2), disk);
    }
}
