package io.deliverytracking.events.ledger;

import static io.deliverytracking.events.ledger.RiderFile.INT;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads one {@link RecordFile} from the start to its last record.
 *
 * <p>A file in use may grow under the scan, and the scan may then see more or fewer of the newest records. Zeros before
 * a record are a hole, and a hole is corruption: the writer leaves none.
 */
final class RecordScanner {

    /** 64 MiB: a whole number of records, and small enough for any address space. */
    private static final int WINDOW_LENGTH = 1 << 26;

    /** Receives the records in the order in which they were written. */
    interface Visitor {
        void visit(int kind, int subject, int detail);
    }

    private final Path file;

    RecordScanner(Path file) {
        this.file = file;
    }

    /** Visits the records and returns their count. */
    long scan(int lowestKind, int highestKind, Visitor visitor) throws IOException {
        if (!Files.exists(file)) {
            throw new LedgerCorruptException(file, "is missing");
        }
        long count = 0;
        boolean ended = false;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long length = channel.size() / RecordFile.RECORD_LENGTH * RecordFile.RECORD_LENGTH;
            for (long from = 0; from < length; from += WINDOW_LENGTH) {
                int window = (int) Math.min(WINDOW_LENGTH, length - from);
                ByteBuffer records =
                        channel.map(MapMode.READ_ONLY, from, window).order(ByteOrder.LITTLE_ENDIAN);
                for (int at = 0; at < window; at += RecordFile.RECORD_LENGTH) {
                    int tag = (int) INT.getAcquire(records, at + RecordFile.TAG_AT);
                    if (tag == 0) {
                        ended = true;
                        continue;
                    }
                    if (ended) {
                        if (grewWhileScanning(channel, count)) {
                            return count;
                        }
                        throw new LedgerCorruptException(file, "record " + count + " is blank but a later one is not");
                    }
                    int subject = records.getInt(at + RecordFile.SUBJECT_AT);
                    int detail = records.getInt(at + RecordFile.DETAIL_AT);
                    int kind = RecordFile.kindOf(tag);
                    if (tag != RecordFile.tag(kind, subject, detail) || kind < lowestKind || kind > highestKind) {
                        throw new LedgerCorruptException(file, "record " + count + " does not match its check");
                    }
                    visitor.visit(kind, subject, detail);
                    count++;
                }
            }
        }
        return count;
    }

    private static boolean grewWhileScanning(FileChannel channel, long record) throws IOException {
        ByteBuffer again = channel.map(MapMode.READ_ONLY, record * RecordFile.RECORD_LENGTH, RecordFile.RECORD_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN);
        return (int) INT.getAcquire(again, RecordFile.TAG_AT) != 0;
    }
}
