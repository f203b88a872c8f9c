package io.deliverytracking.broker.benchmark.trial;

import io.deliverytracking.broker.benchmark.client.LoadException;
import io.deliverytracking.broker.benchmark.result.Row;
import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Something that is measured of both brokers in turn, and gives one or more lines of the table.
 *
 * <p>Threading: confined to the benchmark's thread.
 * <p>Ownership: of what it starts; {@link #close} ends it.
 */
public interface Trial extends AutoCloseable {

    /** What {@code --only} calls it. */
    String name();

    /** For whoever waits. */
    String title();

    List<Row> rows();

    /** Turns of each broker that count. */
    int pairs();

    /** Whether one more turn of each goes before those, and is thrown away. */
    boolean hasIdleTurn();

    /** Brings a broker to where measuring can begin. */
    void prepare(BrokerUnderTest broker) throws IOException, LoadException;

    /** One turn; a figure for each row, by its id. */
    Map<String, Double> measure(BrokerUnderTest broker) throws IOException, LoadException;

    @Override
    void close();
}
