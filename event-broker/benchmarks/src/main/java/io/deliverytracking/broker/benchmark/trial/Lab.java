package io.deliverytracking.broker.benchmark.trial;

import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/**
 * What trials share: fresh directories, names that were never used, and the remarks that readers of the result need.
 *
 * <p>Threading: confined to the benchmark's thread.
 */
public final class Lab {

    private static final String LOG_SUFFIX = ".log";

    private final Path data;
    private final Set<String> remarks = new LinkedHashSet<>();
    private int directories;
    private int topics;
    private boolean unaccounted;

    /** @param data where brokers keep what they write; its content is nobody's */
    public Lab(Path data) throws IOException {
        this.data = data;
        Utils.delete(data.toFile());
        Files.createDirectories(data);
    }

    /** An empty directory for a broker. */
    Path freshDirectory(BrokerUnderTest broker) throws IOException {
        directories++;
        return Files.createDirectories(
                data.resolve(broker.name().toLowerCase(Locale.ROOT).replace(' ', '-') + "-" + directories));
    }

    /** A topic that no broker has seen. */
    String freshTopic() {
        topics++;
        return "benchmark-" + topics;
    }

    /** Where client processes write what they have to say. */
    Path clientLog() {
        return data.resolve("clients.log");
    }

    /** Keeps what brokers and clients had to say, before the data goes: for whoever wants to know why a row is missing. */
    public void keepLogs(Path directory) throws IOException {
        List<Path> logs;
        try (Stream<Path> files = Files.walk(data, 2)) {
            logs = files.filter(file -> file.toString().endsWith(LOG_SUFFIX) && Files.isRegularFile(file))
                    .toList();
        }
        Files.createDirectories(directory);
        for (Path log : logs) {
            String name = data.relativize(log).toString().replace('/', '-');
            Files.copy(log, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** For readers of the result; the same is said once. */
    public void remark(String text) {
        remarks.add(text);
    }

    public List<String> remarks() {
        return new ArrayList<>(remarks);
    }

    /** A record was lost or came twice: no figure of this broker is worth anything. */
    void onTrouble(BrokerUnderTest broker, String trouble) {
        unaccounted = true;
        remark(broker.name() + " LOST OR REPEATED RECORDS: " + trouble);
    }

    /** Whether a broker has lost or repeated records. */
    public boolean isUnaccounted() {
        return unaccounted;
    }

    static void rest(int seconds) {
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (long leftNs = untilNs - System.nanoTime(); leftNs > 0; leftNs = untilNs - System.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
    }
}
