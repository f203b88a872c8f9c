package io.deliverytracking.broker.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.deliverytracking.broker.conformance.compare.AllowedDifferences;
import io.deliverytracking.broker.conformance.compare.Comparison;
import io.deliverytracking.broker.conformance.compare.Difference;
import io.deliverytracking.broker.conformance.compare.DifferenceReport;
import io.deliverytracking.broker.conformance.scenarios.Scenarios;
import io.deliverytracking.broker.conformance.script.Conversation;
import io.deliverytracking.broker.conformance.script.Peers;
import io.deliverytracking.broker.conformance.script.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every scenario in every version that we advertise, with our broker and with Apache Kafka: the transcripts are the same,
 * but for the table of {@link AllowedDifferences}.
 *
 * <p>What differs and is not allowed is listed in {@code target/differences.txt}, too, one line for all versions.
 *
 * <p>The peers live as long as the class; conversations share them and use names of their own.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTest {

    /** For whoever works on a few APIs: {@code -Dconformance.only='Fetch|ListOffsets'}. */
    private static final String ONLY = System.getProperty("conformance.only");

    @TempDir
    static Path directory;

    private final AllowedDifferences allowed = new AllowedDifferences();
    private final DifferenceReport report = new DifferenceReport();
    private Peers peers;
    private SortedMap<ApiKeys, ApiVersionsResponseData.ApiVersion> advertised;
    private Map<ApiKeys, Short> highest;

    @BeforeAll
    void start() throws Exception {
        peers = Peers.start(directory);
        advertised = peers.ours().advertised();
        highest = new EnumMap<>(ApiKeys.class);
        advertised.forEach((api, versions) -> highest.put(api, versions.maxVersion()));
    }

    @AfterAll
    void stop() throws IOException {
        report.write(Path.of("target", "differences.txt"));
        if (peers != null) {
            peers.close();
        }
    }

    @TestFactory
    Stream<DynamicNode> isAnsweredAsByApacheKafka() {
        return ONLY == null
                ? everything().stream()
                : everything().stream().filter(node -> node.getDisplayName().matches(ONLY));
    }

    private List<DynamicNode> everything() {
        List<DynamicNode> nodes = new ArrayList<>();
        advertised.forEach((api, versions) -> nodes.add(dynamicContainer(api.name, scenarios(api, versions))));
        nodes.add(dynamicContainer(
                "malformed requests",
                MalformedRequests.all(advertised).stream()
                        .map(malformed -> dynamicTest(malformed.name(), () -> sendsMalformed(malformed)))));
        nodes.add(dynamicTest(
                "every allowed difference is still there",
                () -> assertThat(allowed.notNeeded())
                        .as("rows of AllowedDifferences without a difference: take them out")
                        .isEmpty()));
        return nodes;
    }

    private Stream<? extends DynamicNode> scenarios(ApiKeys api, ApiVersionsResponseData.ApiVersion versions) {
        return Scenarios.of(api).stream()
                .map(scenario -> dynamicContainer(
                        scenario.name(),
                        IntStream.rangeClosed(versions.minVersion(), versions.maxVersion())
                                .filter(version -> scenario.speaks((short) version))
                                .mapToObj(version -> dynamicTest(
                                        api.name + " " + version + ": " + scenario.name(),
                                        () -> holds(scenario, (short) version)))));
    }

    private void holds(Scenario scenario, short version) throws Exception {
        JsonNode theirs = Conversation.hold(peers.apacheKafka(), scenario, version, highest);
        JsonNode ours = Conversation.hold(peers.ours(), scenario, version, highest);
        requireSame(scenario.api().name, scenario.name(), version, ours, theirs);
    }

    private void sendsMalformed(MalformedRequests.Case malformed) throws IOException {
        JsonNode theirs = MalformedOutcome.of(peers.apacheKafka(), malformed);
        JsonNode ours = MalformedOutcome.of(peers.ours(), malformed);
        requireSame("malformed", malformed.name(), (short) 0, ours, theirs);
    }

    private void requireSame(String about, String scenario, short version, JsonNode ours, JsonNode theirs) {
        List<Difference> notAllowed = allowed.notAllowed(about, scenario, Comparison.of(ours, theirs));
        report.add(about, scenario, version, notAllowed);
        assertThat(notAllowed)
                .as(() -> about + ", " + scenario + "\nours          " + ours + "\nApache Kafka  " + theirs)
                .isEmpty();
    }
}
