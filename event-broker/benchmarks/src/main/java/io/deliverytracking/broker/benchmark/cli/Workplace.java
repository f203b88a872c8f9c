package io.deliverytracking.broker.benchmark.cli;

import io.deliverytracking.broker.benchmark.subject.PidNote;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Where benchmarks keep what they write, one at a time: {@code broker-benchmark} in the home of {@code ./delivery}.
 *
 * <pre>
 * lock       held by the benchmark that runs; the kernel drops it with its holder, however that ends
 * data/      of both brokers; deleted before and after
 * results/   a folder a run
 * </pre>
 *
 * <p>The archives of Apache Kafka's starts are in the home's {@code cache/apache-kafka}.
 */
final class Workplace implements AutoCloseable {

    private final Path home;
    private final FileChannel channel;

    private Workplace(Path home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    /** The root of the working tree, where the packages of both brokers are. */
    static Path checkout() {
        return fromEnvironment("DELIVERY_ROOT", Path.of("."));
    }

    /** The home of {@code ./delivery}. */
    static Path deliveryHome() {
        return fromEnvironment("DELIVERY_HOME", checkout().resolve(".delivery"));
    }

    private static Path fromEnvironment(String name, Path otherwise) {
        String value = System.getenv(name);
        return (value == null || value.isEmpty() ? otherwise : Path.of(value))
                .toAbsolutePath()
                .normalize();
    }

    /** Takes the place, and ends what an earlier benchmark has left behind when it was killed. */
    static Workplace take(Path deliveryHome) throws IOException, MissingException {
        Path home = deliveryHome.resolve("broker-benchmark");
        Files.createDirectories(home);
        FileChannel channel =
                FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new MissingException("a broker benchmark is already running here; Ctrl-C ends it");
        }
        PidNote.killLeftovers(home.resolve("data"));
        return new Workplace(home, channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    Path data() {
        return home.resolve("data");
    }

    Path results() {
        return home.resolve("results");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
