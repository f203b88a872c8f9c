package io.deliverytracking.broker.benchmark.result;

import java.util.List;
import java.util.Map;

/**
 * What the figures hold for.
 *
 * @param processor   model, as the system says it
 * @param cores       that this machine may use
 * @param memoryBytes of the machine
 * @param os          name, version and architecture
 * @param commit      of the checkout, with "-dirty" where files differ from it
 * @param versions    by what has them
 * @param settings    of each broker's process, by broker: command line without the class path
 */
public record Environment(
        String processor,
        int cores,
        long memoryBytes,
        String os,
        String commit,
        Map<String, String> versions,
        Map<String, List<String>> settings) {}
