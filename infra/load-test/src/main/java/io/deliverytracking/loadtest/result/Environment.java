package io.deliverytracking.loadtest.result;

import java.util.Map;

/**
 * What the figures hold for.
 *
 * @param machine processor model, as the system says it
 * @param commit the checkout's commit, with "-dirty" where files differ from it
 * @param versions of Java, Postgres, the broker, the drivers; by name
 * @param postgresSettings what SHOW said before the first trial; by name
 * @param configuration of generator, pools, topics and writer, as far as all arms share it; by name
 */
public record Environment(
        String machine,
        int processors,
        long memoryBytes,
        String os,
        String commit,
        Map<String, String> versions,
        Map<String, String> postgresSettings,
        Map<String, String> configuration) {}
