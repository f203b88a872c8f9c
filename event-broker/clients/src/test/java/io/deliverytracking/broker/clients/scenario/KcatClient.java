package io.deliverytracking.broker.clients.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.deliverytracking.broker.clients.ClientProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's kcat, which is librdkafka on a command line. Each call runs it once, or once for each set of headers. */
final class KcatClient implements ScenarioClient {

    private static final String KEY_SEPARATOR = "\t";

    private final List<String> kcat;

    KcatClient(Path program, String bootstrapServers) {
        this.kcat = List.of(program.toString(), "-b", bootstrapServers);
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(kcat);
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public boolean choosesTimestamps() {
        return false;
    }

    @Override
    public void produce(String topic, int partition, Codec codec, List<Message> messages) {
        int from = 0;
        for (int to = 1; to <= messages.size(); to++) {
            Map<String, String> headers = messages.get(from).headers();
            if (to == messages.size() || !messages.get(to).headers().equals(headers)) {
                produce(topic, partition, codec, headers, messages.subList(from, to));
                from = to;
            }
        }
    }

    private void produce(
            String topic, int partition, Codec codec, Map<String, String> headers, List<Message> messages) {
        List<String> command =
                command("-P", "-t", topic, "-p", Integer.toString(partition), "-z", codec.id(), "-K", KEY_SEPARATOR);
        headers.forEach((name, value) -> command.addAll(List.of("-H", name + "=" + value)));
        StringBuilder lines = new StringBuilder();
        messages.forEach(message -> lines.append(message.key())
                .append(KEY_SEPARATOR)
                .append(message.value())
                .append('\n'));
        ClientProcess.run(command, lines.toString());
    }

    @Override
    public List<Received> readFrom(String topic, int partition, long offset, int count) {
        return consume(topic, partition, Long.toString(offset), count);
    }

    @Override
    public List<Received> readSince(String topic, int partition, long timestampMs, int count) {
        return consume(topic, partition, "s@" + timestampMs, count);
    }

    private List<Received> consume(String topic, int partition, String offset, int count) {
        List<String> command = command(
                "-C",
                "-t",
                topic,
                "-p",
                Integer.toString(partition),
                "-o",
                offset,
                "-c",
                Integer.toString(count),
                "-q",
                "-J");
        return ClientProcess.run(command, "").stream().map(KcatClient::received).toList();
    }

    private static Received received(String line) {
        JsonNode json = Json.read(line);
        Map<String, String> headers = new HashMap<>();
        JsonNode list = json.path("headers");
        for (int i = 0; i + 1 < list.size(); i += 2) {
            headers.put(list.get(i).asText(), list.get(i + 1).asText());
        }
        return new Received(
                json.path("partition").asInt(),
                json.path("offset").asLong(),
                new Message(
                        json.path("key").asText(),
                        json.path("payload").asText(),
                        headers,
                        json.path("ts").asLong()));
    }

    @Override
    public GroupMember join(String group, String topic) {
        return new KcatMember(ClientProcess.start(command(
                "-G",
                group,
                "-J",
                "-u",
                // Goes on when no broker can be reached, as every other client does.
                "-E",
                "-X",
                "auto.offset.reset=earliest",
                "-X",
                "heartbeat.interval.ms=200",
                "-X",
                "auto.commit.interval.ms=200",
                topic)));
    }

    /** kcat as a member: it commits every 200 ms and when it ends, and tells of rebalances on standard error. */
    private record KcatMember(ClientProcess process) implements GroupMember {

        private static final Pattern REBALANCED = Pattern.compile("% Group .* rebalanced .*?(assigned|revoked): ?(.*)");
        private static final Pattern PARTITION = Pattern.compile("\\[(\\d+)]");

        @Override
        public Set<Integer> assignment() {
            process.requireAlive();
            Set<Integer> assignment = new TreeSet<>();
            for (String line : process.errors()) {
                Matcher rebalanced = REBALANCED.matcher(line);
                if (rebalanced.find()) {
                    assignment.clear();
                    if (rebalanced.group(1).equals("assigned")) {
                        PARTITION
                                .matcher(rebalanced.group(2))
                                .results()
                                .forEach(found -> assignment.add(Integer.parseInt(found.group(1))));
                    }
                }
            }
            return assignment;
        }

        @Override
        public List<Received> received() {
            return process.lines().stream().map(KcatClient::received).toList();
        }

        @Override
        public void close() {
            if (process.isAlive()) {
                process.terminate();
            }
            process.close();
        }
    }
}
