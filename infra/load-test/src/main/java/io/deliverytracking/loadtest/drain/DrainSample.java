package io.deliverytracking.loadtest.drain;

import io.deliverytracking.loadtest.sample.TaskCpu.Task;
import java.util.Map;

/**
 * One look from outside; everything counts up from the first look.
 *
 * @param atMs milliseconds since the epoch
 * @param serverCpu seconds of processor time of Postgres, all its processes
 * @param sessionsCpu of it, of the sessions of clients
 * @param autovacuumCpu of it, of the workers of the autovacuum
 * @param clientCpu of the process that drains
 * @param brokerCpu of the broker
 * @param busyCpu of the whole machine
 * @param waitingCpu seconds in which a processor could have worked, had the disk answered
 * @param walBytes written to Postgres' write-ahead log
 * @param diskBytes written by the whole machine
 * @param serverTasks processor time of the processes of Postgres that run at this moment
 * @param clientTasks of the threads of the process that drains
 */
record DrainSample(
        long atMs,
        double serverCpu,
        double sessionsCpu,
        double autovacuumCpu,
        double clientCpu,
        double brokerCpu,
        double busyCpu,
        double waitingCpu,
        long walBytes,
        long diskBytes,
        Map<Task, Double> serverTasks,
        Map<Task, Double> clientTasks) {}
