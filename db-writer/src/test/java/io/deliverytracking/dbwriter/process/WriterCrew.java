package io.deliverytracking.dbwriter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.MemberDescription;

/**
 * The writers that share the work of one pipeline; somebody comes for each that goes, so that the work gets done.
 *
 * <p>Threading: the test's thread.
 */
final class WriterCrew {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TAIL_LINES = 40;

    private final Pipeline pipeline;
    private final Map<String, String> settings;
    private final Random random;
    private final List<Member> members = new ArrayList<>();
    private int names;

    private record Member(String name, WriterProcess process) {}

    /** A crew of nobody; {@code settings} are those of every writer. */
    WriterCrew(Pipeline pipeline, Map<String, String> settings, Random random) {
        this.pipeline = pipeline;
        this.settings = settings;
        this.random = random;
    }

    int size() {
        return members.size();
    }

    /** One more writer comes, who waits for the disk or doesn't; returns its name, at once. Every other one reads with a plain client. */
    String join() {
        String name = "writer-" + ++names;
        Map<String, String> all = new HashMap<>(settings);
        if (names % 2 == 0) {
            all.putAll(PlainClient.SETTINGS);
        }
        all.put("mp.messaging.incoming.ingest.client.id", name);
        all.put("delivery.ingest.synchronous-commit", Boolean.toString(random.nextBoolean()));
        members.add(new Member(name, pipeline.startWriter(all)));
        return name;
    }

    /** One ends as it was asked to, and hands its partitions over. */
    String leave() {
        Member leaving = takeAny();
        leaving.process.askToEnd();
        leaving.process.awaitExit();
        return leaving.name;
    }

    /** One is killed, another comes. */
    String killAny() {
        Member killed = takeAny();
        killed.process.kill();
        return killed.name + " for whom comes " + join();
    }

    /** One stands still until the others have all of its partitions, and goes on as if nothing had happened. */
    String freezeAny() {
        Member frozen = members.get(random.nextInt(members.size()));
        // One that has just begun would be frozen before it is somebody.
        await().atMost(PATIENCE).until(() -> namesInGroup().contains(frozen.name));
        frozen.process.freeze();
        await().atMost(PATIENCE)
                .until(() -> !namesInGroup().contains(frozen.name)
                        && pipeline.assignedLocationPartitions() == Pipeline.PARTITIONS);
        frozen.process.thaw();
        return frozen.name;
    }

    private List<String> namesInGroup() throws Exception {
        return pipeline.members().stream().map(MemberDescription::clientId).toList();
    }

    private Member takeAny() {
        return members.remove(random.nextInt(members.size()));
    }

    /** None of those who are here ended on its own account: whatever was taken away, they wait for it. */
    void assertNobodyGaveUp() {
        for (Member member : members) {
            assertThat(member.process.isAlive())
                    .as("%s runs; its log:%n%s", member.name, member.process.log())
                    .isTrue();
        }
    }

    /** Waits until all of them say that they are ready. */
    void awaitReady() {
        members.forEach(member -> await().atMost(PATIENCE).until(member.process::isReady));
    }

    /** The last words of everybody who is here. */
    String lastWords() {
        return members.stream().map(WriterCrew::tail).collect(Collectors.joining("\n"));
    }

    private static String tail(Member member) {
        List<String> lines = member.process.log().lines().toList();
        return "--- " + member.name + "\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }
}
