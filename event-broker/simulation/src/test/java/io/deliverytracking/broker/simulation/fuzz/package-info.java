/**
 * Fuzz tests: bytes of a stranger, or of a damaged disk, that come to where they are taken for what they say.
 *
 * <p>Run as they are they try their seeds, which code makes, and past findings. With {@code JAZZER_FUZZ=1} in the
 * environment each of them searches for two minutes; {@code ./delivery test --all} does that.
 *
 * <p>Each input gets a broker of its own in the state that the seeds need, so that a finding is one file.
 */
package io.deliverytracking.broker.simulation.fuzz;
