package io.deliverytracking.loadtest.drain;

import io.deliverytracking.loadtest.drain.SideResult.Busiest;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.sample.TaskCpu.Task;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The time in which a client drained: from the last look before its first commit to the first look after its last one, so its start and
 * its end are in no figure. Immutable.
 *
 * <p>A client that is stopped before the topic is empty commits once more while it ends, when it can no longer be looked at: there the
 * window ends with the last look while it lived, and counts what was committed by then.
 *
 * @param rows committed within it
 * @param transactions that brought them
 */
record DrainWindow(DrainSample begin, DrainSample end, long rows, int transactions) {

    private static final double NOTABLE_CORES = 0.02;

    /**
     * Finds it.
     *
     * @param samples in the order of their times, the client alive in each that counts
     * @param commits in the order of their times
     */
    static DrainWindow of(List<DrainSample> samples, List<Commit> commits) throws LabException {
        if (commits.isEmpty() || samples.size() < 2) {
            throw new LabException("nothing was stored, so there is nothing to measure");
        }
        long first = commits.get(0).atMs();
        long last = commits.get(commits.size() - 1).atMs();
        DrainSample begin = samples.stream()
                .filter(sample -> sample.atMs() < first)
                .reduce((earlier, later) -> later)
                .orElse(samples.get(0));
        DrainSample end = samples.stream()
                .filter(sample -> sample.atMs() > last)
                .findFirst()
                .orElse(samples.get(samples.size() - 1));
        List<Commit> within = commits.stream()
                .filter(commit -> commit.atMs() > begin.atMs() && commit.atMs() <= end.atMs())
                .toList();
        return new DrainWindow(
                begin, end, within.stream().mapToLong(Commit::rows).sum(), within.size());
    }

    double seconds() {
        return Math.max(1, end.atMs() - begin.atMs()) / 1e3;
    }

    double serverCpu() {
        return end.serverCpu() - begin.serverCpu();
    }

    double sessionsCpu() {
        return end.sessionsCpu() - begin.sessionsCpu();
    }

    double autovacuumCpu() {
        return end.autovacuumCpu() - begin.autovacuumCpu();
    }

    double clientCpu() {
        return end.clientCpu() - begin.clientCpu();
    }

    double brokerCpu() {
        return end.brokerCpu() - begin.brokerCpu();
    }

    double busyCpu() {
        return end.busyCpu() - begin.busyCpu();
    }

    double waitingCpu() {
        return end.waitingCpu() - begin.waitingCpu();
    }

    long walBytes() {
        return end.walBytes() - begin.walBytes();
    }

    long diskBytes() {
        return end.diskBytes() - begin.diskBytes();
    }

    /** Processes of Postgres and threads of the client that used some of a processor, the busiest first. */
    List<Busiest> busiest() {
        return Stream.concat(
                        busiest("", begin.serverTasks(), end.serverTasks()),
                        busiest("client: ", begin.clientTasks(), end.clientTasks()))
                .filter(task -> task.cores() >= NOTABLE_CORES)
                .sorted(Comparator.comparingDouble(Busiest::cores).reversed())
                .toList();
    }

    private Stream<Busiest> busiest(String whose, Map<Task, Double> before, Map<Task, Double> after) {
        return after.entrySet().stream()
                .map(entry -> new Busiest(
                        whose + entry.getKey().name(),
                        (entry.getValue() - secondsOf(before, entry.getKey().id())) / seconds()));
    }

    /** A process of Postgres changes its title as it goes. */
    private static double secondsOf(Map<Task, Double> tasks, long id) {
        return tasks.entrySet().stream()
                .filter(entry -> entry.getKey().id() == id)
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}
