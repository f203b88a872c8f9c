package io.deliverytracking.loadtest.drain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What draining cost by one way, from its first commit to its last one. Plain values.
 *
 * @param name what {@code --only} calls the side
 * @param title what people call it
 * @param records that it was to drain; the topic may hold more
 * @param rows committed in the measured time; fewer than {@code records} where the side was stopped early
 * @param seconds from the first commit to the last
 * @param transactions that brought the rows
 * @param serverCpu seconds of processor time of Postgres, all its processes, and the checkpoint after the last row
 * @param sessionsCpu what of it the sessions of clients took
 * @param autovacuumCpu what of it the autovacuum took, which comes once a minute, whatever goes on
 * @param checkpointCpu what of it that checkpoint took
 * @param clientCpu of the process that drained
 * @param decodingCpuUs microseconds a record that decoding took of it; null where that was not told apart
 * @param brokerCpu of the broker that it read from
 * @param busyCpu of the whole machine, everything else that ran included
 * @param waitingCpu seconds in which a processor could have worked, had the disk answered
 * @param walBytes written to Postgres' write-ahead log
 * @param diskBytes written by the whole machine
 * @param busiest what used most of one processor: processes of Postgres and threads of the client, the busiest first
 * @param stored what SQL found in the table afterwards
 */
public record SideResult(
        String name,
        String title,
        long records,
        long rows,
        double seconds,
        int transactions,
        double serverCpu,
        double sessionsCpu,
        double autovacuumCpu,
        double checkpointCpu,
        double clientCpu,
        @Nullable Double decodingCpuUs,
        double brokerCpu,
        double busyCpu,
        double waitingCpu,
        long walBytes,
        long diskBytes,
        List<Busiest> busiest,
        Stored stored) {

    /**
     * A process of Postgres or a thread of the client: neither can use more than one processor.
     *
     * @param cores of one processor, on average
     */
    public record Busiest(String name, double cores) {}

    /**
     * The table against the log.
     *
     * @param rows in the table
     * @param places how many different places in the log they come from
     * @param span how many places there are from the first to the last, partition by partition: more than {@code places} means a gap
     */
    public record Stored(long rows, long places, long span) {

        /** Each of so many records once, none left out. */
        public boolean isEachOnce(long records) {
            return rows == records && places == records && span == records;
        }

        public long twice() {
            return rows - places;
        }
    }

    public SideResult {
        busiest = List.copyOf(busiest);
    }

    public double rowsPerSecond() {
        return rows / seconds;
    }

    public double serverUsPerRow() {
        return serverCpu * 1e6 / rows;
    }

    /** Without the autovacuum: whether it falls into a run is chance. */
    public double ownServerUsPerRow() {
        return (serverCpu - autovacuumCpu) * 1e6 / rows;
    }

    public double clientUsPerRow() {
        return clientCpu * 1e6 / rows;
    }

    public double rowsPerServerSecond() {
        return rows / serverCpu;
    }

    /** Of server and client together. */
    public double rowsPerCpuSecond() {
        return rows / (serverCpu + clientCpu);
    }

    public double walBytesPerRow() {
        return (double) walBytes / rows;
    }
}
