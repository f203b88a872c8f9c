package io.deliverytracking.demo.supervisor;

import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.process.PidFile;
import io.deliverytracking.demo.process.ProcessIdentity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;

/**
 * One supervisor to a home. The kernel drops the lock with its holder, however that ends; the pid file beside it is for
 * {@code stop} and {@code status}.
 */
public final class SupervisorLock implements AutoCloseable {

    private final FileChannel channel;
    private final PidFile pidFile;

    private SupervisorLock(FileChannel channel, PidFile pidFile) {
        this.channel = channel;
        this.pidFile = pidFile;
    }

    public static PidFile pidFile(Path runDirectory) {
        return PidFile.in(runDirectory, "supervisor");
    }

    /** Takes the lock, or says who has it. */
    public static SupervisorLock take(Path runDirectory) throws DemoFailure, IOException {
        return take(
                runDirectory,
                holder -> "a demo is already running here" + holder
                        + "; see ./delivery status, or stop it: ./delivery stop");
    }

    /** The same for a run of another kind, in a home of its own; {@code refusal} makes a message of " (pid 4711)", or of nothing. */
    public static SupervisorLock take(Path runDirectory, UnaryOperator<String> refusal)
            throws DemoFailure, IOException {
        PidFile pidFile = pidFile(runDirectory);
        FileChannel channel = FileChannel.open(
                runDirectory.resolve("supervisor.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            // Answered below, like any other holder.
        }
        if (lock == null) {
            channel.close();
            String holder =
                    pidFile.running().map(owner -> " (pid " + owner.pid() + ")").orElse("");
            throw new DemoFailure(ExitStatus.ENVIRONMENT, refusal.apply(holder));
        }
        pidFile.write(ProcessIdentity.ofSelf());
        return new SupervisorLock(channel, pidFile);
    }

    @Override
    public void close() throws IOException {
        pidFile.delete();
        channel.close();
    }
}
