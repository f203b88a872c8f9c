package io.deliverytracking.broker.conformance.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deliverytracking.broker.conformance.compare.FreeValues;
import io.deliverytracking.broker.conformance.compare.Unordered;
import io.deliverytracking.broker.conformance.wire.AnswerTree;
import io.deliverytracking.broker.conformance.wire.VersionFit;
import io.deliverytracking.broker.conformance.wire.WireClient;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.awaitility.Awaitility;

/**
 * One broker's side of a scenario in one version: asks, writes down what is answered, and keeps what the script needs to
 * know of it.
 *
 * <p>Names: {@link #name} makes topics and groups unique to the scenario and version, the same with both brokers.
 *
 * <p>Failure: a broker that closes the connection, or refuses what the scenario needs, ends the conversation; that is
 * written down, too.
 *
 * <p>Threading: not thread-safe; all waiting is for answers.
 */
public final class Conversation implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Peer peer;
    private final Scenario scenario;
    private final short version;
    private final Map<ApiKeys, Short> versions;
    private final WireClient client;
    private final FreeValues freeValues = new FreeValues();
    private final ObjectNode transcript = JSON.objectNode();
    private final List<WireClient> others = new ArrayList<>();

    private Conversation(Peer peer, Scenario scenario, short version, Map<ApiKeys, Short> versions) throws IOException {
        this.peer = peer;
        this.scenario = scenario;
        this.version = version;
        this.versions = versions;
        this.client = new WireClient(peer.port());
    }

    /**
     * Holds {@code scenario} with {@code peer}.
     *
     * @param versions the version of every other key
     * @return the transcript: the answers by step, without free values
     */
    public static JsonNode hold(Peer peer, Scenario scenario, short version, Map<ApiKeys, Short> versions)
            throws Exception {
        try (Conversation conversation = new Conversation(peer, scenario, version, versions)) {
            try {
                scenario.script().hold(conversation);
            } catch (EOFException | SocketException e) {
                conversation.note("connection", "closed by the broker");
            } catch (SetupException e) {
                conversation.note("setup", e.getMessage());
            }
            return conversation.transcript;
        }
    }

    /** The version under test. */
    public short version() {
        return version;
    }

    /** A topic's or group's name that no other conversation uses. */
    public String name(String word) {
        String about = scenario.name().replaceAll("[^a-zA-Z0-9]+", "-");
        return word + "-" + scenario.api().id + "-" + version + "-" + about;
    }

    /** Asks, and writes the answer down. The key under test is asked in its version, any other in its highest. */
    public <R extends ApiMessage> R ask(ApiMessage request) throws IOException {
        return writtenDown(request, this.<R>exchange(request, versionOf(request)));
    }

    /** Asks until the answer is as wanted, and writes that one down: for what a broker does behind its answers. */
    public <R extends ApiMessage> R askUntil(ApiMessage request, Predicate<R> wanted) {
        return writtenDown(request, await(() -> this.<R>exchange(request, versionOf(request)), wanted));
    }

    /** Asks, and leaves the answer out of the transcript: it depends on what other conversations did. */
    public <R extends ApiMessage> R get(ApiMessage request) throws IOException {
        return exchange(request, versionOf(request));
    }

    /** Asks in the highest version, also of the key under test, and leaves the answer out: what a script needs beforehand. */
    public <R extends ApiMessage> R prepare(ApiMessage request) throws IOException {
        return exchange(request, versions.get(ApiKeys.forId(request.apiKey())));
    }

    /** As {@link #prepare}, until the answer is as wanted. */
    public <R extends ApiMessage> R prepareUntil(ApiMessage request, Predicate<R> wanted) {
        return await(() -> prepare(request), wanted);
    }

    @SuppressWarnings("unchecked") // The codec pairs requests with answers.
    private <R extends ApiMessage> R exchange(ApiMessage request, short asked) throws IOException {
        return (R) client.ask(VersionFit.fit((ApiMessage) request.duplicate(), asked), asked);
    }

    private static <R extends ApiMessage> R await(Callable<R> question, Predicate<R> wanted) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(question, wanted);
    }

    /** Sends a request that wants no answer. */
    public void tell(ApiMessage request) throws IOException {
        short told = versionOf(request);
        client.send(VersionFit.fit(request, told), told);
    }

    /** Asks on a connection of its own, without waiting: for requests that wait at the broker. */
    public Awaited askMeanwhile(ApiMessage request) throws IOException {
        short asked = versionOf(request);
        WireClient other = new WireClient(peer.port());
        others.add(other);
        other.send(VersionFit.fit(request, asked), asked);
        return new Awaited(request, other);
    }

    /** An answer that is on its way. */
    public final class Awaited {
        private final ApiMessage request;
        private final WireClient connection;

        private Awaited(ApiMessage request, WireClient connection) {
            this.request = request;
            this.connection = connection;
        }

        /** Waits for it, and writes it down. */
        @SuppressWarnings("unchecked") // As above.
        public <R extends ApiMessage> R answer() throws IOException {
            R answer = (R) connection.receive(ApiKeys.forId(request.apiKey()), versionOf(request));
            return writtenDown(request, answer);
        }
    }

    /** Writes down something that a broker did beside answering. */
    public void note(String what, String value) {
        transcript.put(step(what), value);
    }

    /** A topic that keeps its records, ready to be written and read. */
    public String topic(String word, int partitions, String... configs) throws IOException {
        String name = name(word);
        Setup.createTopic(this, name, partitions, configs);
        return name;
    }

    /** The id of a topic. */
    public Uuid idOf(String topic) throws IOException {
        return Setup.describe(this, topic).topicId();
    }

    private <R extends ApiMessage> R writtenDown(ApiMessage request, R answer) {
        ApiKeys api = ApiKeys.forId(request.apiKey());
        JsonNode tree = AnswerTree.of(answer, versionOf(request));
        Unordered.sort(api, tree);
        transcript.set(step(api.name), freeValues.replaceIn(tree));
        return answer;
    }

    private String step(String what) {
        return (transcript.size() + 1) + " " + what;
    }

    private short versionOf(ApiMessage request) {
        ApiKeys api = ApiKeys.forId(request.apiKey());
        return api == scenario.api() ? version : versions.get(api);
    }

    @Override
    public void close() throws IOException {
        client.close();
        for (WireClient other : others) {
            other.close();
        }
    }
}
