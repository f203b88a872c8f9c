package io.deliverytracking.analytics.journal;

import io.deliverytracking.analytics.domain.ClosedWindow;
import io.deliverytracking.analytics.domain.Refusals;
import io.deliverytracking.analytics.domain.WindowHistory;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Closed windows on disk, one file a Kafka cluster.
 *
 * <p>Invariant: what has been appended is found again after a kill: each window as it was told last, and what is known of
 * refused events, as of the positions that stand beside it. Whoever commits a position to Kafka appends first.
 *
 * <p>Bounds: what the history holds. When the file has grown to three times that and {@link #SLACK_BYTES}, it is written anew.
 *
 * <p>Threading: callers take turns. Blocks for a write into the page cache (some KB, twice a second).
 *
 * <p>Failure: after a write that failed (a full disk) the next one writes all anew, and so does the first one after a damaged
 * entry was skipped. Another process in the same directory is refused at the start.
 *
 * <p>What a damaged entry costs: windows that only it had are missing; those that an earlier one had as well are as that one told
 * them; refusals of seconds that no later entry names are too few. Nothing is counted twice, since every entry says up to where
 * what it holds was counted: whoever reads on from the last whole one has no figure of an event behind it. What commits to Kafka
 * say beyond that (an entry is written before its commit) is not counted again.
 */
public final class WindowJournal implements AutoCloseable {

    /** Says what is to be written. */
    @FunctionalInterface
    public interface EntrySource {

        /** What has changed since the last call, or everything. */
        JournalEntry take(boolean everything);
    }

    private static final Logger LOG = Logger.getLogger(WindowJournal.class);

    /** 16 MB: some forty minutes of cells of a city. */
    static final long SLACK_BYTES = 16 << 20;

    /** Windows in one frame when all are written. */
    private static final int WINDOWS_PER_FRAME = 200;

    private final FileChannel lock;
    private final JournalFile file;
    private final Map<LogPartition, Long> positions;
    private final long slackBytes;
    private long sizeWhenWrittenAnewBytes;
    private boolean writeAnew;

    private WindowJournal(FileChannel lock, JournalFile file, Map<LogPartition, Long> positions, long slackBytes) {
        this.lock = lock;
        this.file = file;
        this.positions = positions;
        this.slackBytes = slackBytes;
    }

    /** Opens the journal of a cluster, and hands what it holds to the history and to the refusals. */
    public static WindowJournal open(Path directory, String clusterId, WindowHistory history, Refusals refusals)
            throws IOException {
        return open(directory, clusterId, history, refusals, SLACK_BYTES);
    }

    static WindowJournal open(
            Path directory, String clusterId, WindowHistory history, Refusals refusals, long slackBytes)
            throws IOException {
        Files.createDirectories(directory);
        FileChannel lock = lock(directory);
        try {
            Map<LogPartition, Long> positions = new HashMap<>();
            Path path =
                    directory.resolve("windows-" + URLEncoder.encode(clusterId, StandardCharsets.UTF_8) + ".journal");
            JournalFile file = JournalFile.open(path, payload -> {
                JournalEntry entry = EntryCodec.decode(payload);
                positions.putAll(entry.positions());
                entry.refused().forEach(refusals::restore);
                entry.windows().forEach(history::restore);
            });
            LOG.infof("Journal of closed windows: file=%s bytes=%d", path, file.sizeBytes());
            history.takeChanged();
            WindowJournal journal = new WindowJournal(lock, file, positions, slackBytes);
            journal.writeAnew = file.hasGaps();
            return journal;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Whether nothing has ever been written here, or nothing of it is left and nobody has said so. */
    public boolean isNew() {
        return positions.isEmpty() && !file.wasDamaged();
    }

    /** Up to where the events of a log have been counted; 0 if nothing is known of it. */
    public long countedUpTo(LogPartition partition) {
        return positions.getOrDefault(partition, 0L);
    }

    /** Writes down what has changed; on return it survives a kill. */
    public void append(EntrySource source) throws IOException {
        boolean everything = writeAnew || file.sizeBytes() > slackBytes + 3 * sizeWhenWrittenAnewBytes;
        writeAnew = true;
        JournalEntry entry = source.take(everything);
        if (everything || !changesNothing(entry)) {
            write(entry, everything);
        }
        writeAnew = false;
    }

    private void write(JournalEntry entry, boolean everything) throws IOException {
        positions.putAll(entry.positions());
        if (everything) {
            file.rewrite(frames(entry));
            sizeWhenWrittenAnewBytes = file.sizeBytes();
        } else {
            file.append(EntryCodec.encode(entry));
        }
    }

    long sizeBytes() {
        return file.sizeBytes();
    }

    @Override
    public void close() throws IOException {
        file.close();
        lock.close();
    }

    private boolean changesNothing(JournalEntry entry) {
        return entry.windows().isEmpty()
                && entry.refused().isEmpty()
                && positions.entrySet().containsAll(entry.positions().entrySet());
    }

    /** Encoded when their turn comes: all at once would take as much memory again as the history. */
    private Iterable<byte[]> frames(JournalEntry entry) {
        List<JournalEntry> parts = new ArrayList<>();
        Map<LogPartition, Long> upTo = Map.copyOf(positions);
        parts.add(new JournalEntry(upTo, entry.refused(), List.of()));
        List<ClosedWindow> windows = entry.windows();
        for (int from = 0; from < windows.size(); from += WINDOWS_PER_FRAME) {
            int to = Math.min(windows.size(), from + WINDOWS_PER_FRAME);
            // With the positions each time: should only this frame stay whole, no refusal in it is counted again.
            parts.add(new JournalEntry(upTo, Map.of(), windows.subList(from, to)));
        }
        return () -> parts.stream().map(EntryCodec::encode).iterator();
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Somebody else in this process has it.
        }
        if (!locked) {
            channel.close();
            throw new IOException(directory + " is used by another process");
        }
        return channel;
    }
}
