package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageFile;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what compaction had begun when the broker was killed or the power failed.
 *
 * <pre>
 *   found                       means                                    done
 *   *.cleaned                   half written                             deleted
 *   &lt;base&gt;.log.swap             whole and on disk, decided               the segments whose offsets it covers are
 *                                                                        deleted, it takes their place
 *   index, timeindex .swap      of a log that is still .cleaned          deleted
 *   *.deleted                   replaced                                 deleted by {@link LogLoader}
 * </pre>
 *
 * <p>Every step may be cut short and done again: the {@code .swap} name goes last, when the deletions are on disk.
 *
 * <p>Threading: the thread that opens the log.
 * <p>Failure: {@link CorruptLogException} for a {@code .swap} file that cannot be read to its end. It was forced to disk
 * before it got its name, and nobody can tell any more which segments it stands for.
 * <p>Source: Apache Kafka's LogLoader and UnifiedLog.replaceSegments.
 */
final class SwapRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(SwapRecovery.class);

    private static final List<String> SUFFIXES =
            List.of(LogFileNames.LOG_SUFFIX, LogFileNames.INDEX_SUFFIX, LogFileNames.TIME_INDEX_SUFFIX);
    private static final String DECIDED = LogFileNames.LOG_SUFFIX + LogFileNames.SWAP_SUFFIX;

    private SwapRecovery() {}

    /** Puts {@code directory} in order, whose files are {@code files}; returns the files there are now. */
    static List<String> recover(StorageDirectory directory, List<String> files) {
        boolean found = false;
        for (String file : files) {
            long baseOffset = LogFileNames.offsetOf(file, DECIDED);
            if (baseOffset >= 0) {
                complete(directory, files, baseOffset);
                found = true;
            } else if (file.endsWith(LogFileNames.CLEANED_SUFFIX)) {
                directory.deleteFile(file);
                found = true;
            }
        }
        for (String file : files) {
            // What belonged to a decided swap has its own name by now; deleting the old one does nothing.
            if (file.endsWith(LogFileNames.SWAP_SUFFIX) && LogFileNames.offsetOf(file, DECIDED) < 0) {
                directory.deleteFile(file);
                found = true;
            }
        }
        return found ? directory.files() : files;
    }

    private static void complete(StorageDirectory directory, List<String> files, long baseOffset) {
        try (StorageFile swap = directory.file(LogFileNames.ofOffset(baseOffset, DECIDED))) {
            long nextOffset = endOf(swap, baseOffset);
            for (String file : files) {
                for (String suffix : SUFFIXES) {
                    long offset = LogFileNames.offsetOf(file, suffix);
                    if (offset >= baseOffset && offset < nextOffset) {
                        directory.deleteFile(file);
                    }
                }
            }
            directory.flush();
            for (String suffix : List.of(LogFileNames.INDEX_SUFFIX, LogFileNames.TIME_INDEX_SUFFIX)) {
                String name = LogFileNames.ofOffset(baseOffset, suffix);
                try (StorageFile index = directory.file(name + LogFileNames.SWAP_SUFFIX)) {
                    if (index.exists()) {
                        index.rename(name);
                    }
                }
            }
            swap.rename(LogFileNames.ofOffset(baseOffset, LogFileNames.LOG_SUFFIX));
            LOG.info(
                    "compacted segment swapped in directory={} baseOffset={} nextOffset={}",
                    directory.path(),
                    baseOffset,
                    nextOffset);
        }
    }

    private static long endOf(StorageFile swap, long baseOffset) {
        long size = swap.size();
        if (size > Integer.MAX_VALUE) {
            throw new CorruptLogException(swap.path(), Integer.MAX_VALUE, "a segment cannot have " + size + " bytes");
        }
        SegmentScanner scanner = SegmentScanner.headers(swap, 0, (int) size, baseOffset);
        boolean found = scanner.next();
        while (found) {
            found = scanner.next();
        }
        scanner.requireNoFault();
        return scanner.nextOffset();
    }
}
