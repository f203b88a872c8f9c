package io.deliverytracking.broker.clients.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.deliverytracking.broker.clients.ClientProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A client of another language, behind a script that each call runs once. All scripts take the same arguments and speak
 * JSON, a value a line:
 *
 * <pre>
 *   ADDRESS produce TOPIC PARTITION CODEC              reads messages
 *   ADDRESS read TOPIC PARTITION offset|time N COUNT   prints messages
 *   ADDRESS member GROUP TOPIC                         prints {"assigned": [partitions it has now]} and messages;
 *                                                      commits, leaves and ends at the end of its input
 *
 *   message: {"partition": 0, "offset": 0, "key": "", "value": "", "headers": {}, "timestamp": milliseconds, 0 for now}
 * </pre>
 *
 * <p>Immutable.
 */
final class ScriptClient implements ScenarioClient {

    private final List<String> command;
    private final List<Codec> codecs;

    /** @param script the interpreter, its arguments and the script */
    ScriptClient(List<String> script, String bootstrapServers, List<Codec> codecs) {
        List<String> whole = new ArrayList<>(script);
        whole.add(bootstrapServers);
        this.command = List.copyOf(whole);
        this.codecs = List.copyOf(codecs);
    }

    @Override
    public List<Codec> codecs() {
        return codecs;
    }

    private List<String> command(String... arguments) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(arguments));
        return whole;
    }

    @Override
    public void produce(String topic, int partition, Codec codec, List<Message> messages) {
        StringBuilder lines = new StringBuilder();
        for (Message message : messages) {
            lines.append(Json.write(Map.of(
                            "key",
                            message.key(),
                            "value",
                            message.value(),
                            "headers",
                            message.headers(),
                            "timestamp",
                            message.timestampMs())))
                    .append('\n');
        }
        ClientProcess.run(command("produce", topic, Integer.toString(partition), codec.id()), lines.toString());
    }

    @Override
    public List<Received> readFrom(String topic, int partition, long offset, int count) {
        return read(topic, partition, "offset", offset, count);
    }

    @Override
    public List<Received> readSince(String topic, int partition, long timestampMs, int count) {
        return read(topic, partition, "time", timestampMs, count);
    }

    private List<Received> read(String topic, int partition, String by, long from, int count) {
        List<String> read =
                command("read", topic, Integer.toString(partition), by, Long.toString(from), Integer.toString(count));
        return ClientProcess.run(read, "").stream()
                .map(line -> received(Json.read(line)))
                .toList();
    }

    private static Received received(JsonNode json) {
        Map<String, String> headers = new HashMap<>();
        json.path("headers")
                .fields()
                .forEachRemaining(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return new Received(
                json.path("partition").asInt(),
                json.path("offset").asLong(),
                new Message(
                        json.path("key").asText(),
                        json.path("value").asText(),
                        headers,
                        json.path("timestamp").asLong()));
    }

    @Override
    public GroupMember join(String group, String topic) {
        return new ScriptMember(ClientProcess.start(command("member", group, topic)));
    }

    private record ScriptMember(ClientProcess process) implements GroupMember {

        private List<JsonNode> events() {
            return process.lines().stream().map(Json::read).toList();
        }

        @Override
        public Set<Integer> assignment() {
            process.requireAlive();
            Set<Integer> assignment = new TreeSet<>();
            for (JsonNode event : events()) {
                if (event.has("assigned")) {
                    assignment.clear();
                    event.path("assigned").forEach(partition -> assignment.add(partition.asInt()));
                }
            }
            return assignment;
        }

        @Override
        public List<Received> received() {
            return events().stream()
                    .filter(event -> event.has("value"))
                    .map(ScriptClient::received)
                    .toList();
        }

        @Override
        public void close() {
            if (process.isAlive()) {
                process.endInput();
                process.awaitSuccess();
            }
            process.close();
        }
    }
}
