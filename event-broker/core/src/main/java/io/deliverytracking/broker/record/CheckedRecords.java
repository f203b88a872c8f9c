package io.deliverytracking.broker.record;

import java.nio.BufferUnderflowException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.utils.CloseableIterator;

/**
 * A batch's records, of which one that can't be read is an {@link InvalidRecordException}: the client's code lets some of what it
 * meets in hostile bytes out as it is (a number of more than five bytes).
 *
 * <p>Threading: confined to one thread.
 */
final class CheckedRecords implements CloseableIterator<Record> {

    private final CloseableIterator<Record> records;

    CheckedRecords(CloseableIterator<Record> records) {
        this.records = records;
    }

    @Override
    public boolean hasNext() {
        return records.hasNext();
    }

    @Override
    public Record next() {
        try {
            return records.next();
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new InvalidRecordException("a record cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        records.close();
    }
}
