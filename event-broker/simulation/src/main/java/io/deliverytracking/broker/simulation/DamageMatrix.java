package io.deliverytracking.broker.simulation;

import io.deliverytracking.broker.port.SimulatedLane;
import io.deliverytracking.broker.simulation.Workload.Step;
import io.deliverytracking.broker.simulation.disk.SimulatedDisk;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Flips bits in the files that a script leaves, and loses whole files, one at a time, and checks that each damage is
 * found or does no harm, and stays where it is.
 */
public final class DamageMatrix {

    private static final int LENGTH_AT = 8;
    private static final int LOG_OVERHEAD = 12;

    private final SimulatedLane lane = new SimulatedLane(CrashMatrix.START_MS);
    private final SimulatedDisk disk = new SimulatedDisk(lane);
    private final ClusterModel model = new ClusterModel();
    private final SimulatedBroker broker;
    private final Findings findings = new Findings();
    private final Map<String, Integer> outcomes = new TreeMap<>();

    /** The disk as {@code script} leaves it; the process is dead then, if the script does not stop it before. */
    public DamageMatrix(long seed, List<Step> script) {
        broker = new SimulatedBroker(Workload.brokerProperties(), lane, new SeededRandom(seed), disk);
        ScriptedClient client = new ScriptedClient(broker, model);
        script.forEach(step -> step.action().accept(client));
        if (broker.isRunning()) {
            client.rest();
            broker.kill();
        }
    }

    /** Flips one bit in every {@code distance}th byte of every file. */
    public Findings flipBits(int distance) {
        for (String path : disk.files()) {
            byte[] whole = disk.contents(path);
            for (int at = 0; at < whole.length; at += distance) {
                if (isLastByteOfAnOffset(path, whole, at)) {
                    outcomes.merge("*.log: the last byte of an offset, which nothing tells", 1, Integer::sum);
                    continue;
                }
                byte[] flipped = whole.clone();
                int bit = (at / distance) % Byte.SIZE;
                flipped[at] ^= (byte) (1 << bit);
                tryDamage(path, flipped, "bit " + bit + " of byte " + at + " of " + whole.length);
            }
        }
        return findings;
    }

    /**
     * A batch's checksum leaves its base offset out. A reader finds one that cannot be where it is; but a batch that moves by
     * a few offsets, where compaction may have left a gap, looks like any other.
     */
    private static boolean isLastByteOfAnOffset(String path, byte[] whole, int at) {
        int start = 0;
        boolean batches = path.endsWith(".log") && !path.contains("__cluster_metadata");
        int next = 0;
        while (batches && next <= at) {
            start = next;
            next += LOG_OVERHEAD + ByteBuffer.wrap(whole).getInt(start + LENGTH_AT);
        }
        return batches && at == start + Long.BYTES - 1;
    }

    /** Loses each file. */
    public Findings loseFiles() {
        for (String path : disk.files()) {
            tryDamage(path, null, "lost");
        }
        return findings;
    }

    /** How often each kind of file was damaged with which outcome. */
    public Map<String, Integer> outcomes() {
        return outcomes;
    }

    /** Which kinds of files were damaged. */
    public Set<String> kinds() {
        return outcomes.keySet().stream()
                .map(outcome -> outcome.substring(0, outcome.indexOf(": ")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void tryDamage(String path, byte @Nullable [] bytes, String what) {
        findings.onTried();
        try {
            outcomes.merge(kindOf(path) + ": " + outcomeOf(path, bytes), 1, Integer::sum);
        } catch (RuntimeException | AssertionError e) {
            findings.onFailure(path + ", " + what, e);
            outcomes.merge(kindOf(path) + ": FAILED", 1, Integer::sum);
        }
    }

    /** The paths of all files. */
    public List<String> files() {
        return disk.files();
    }

    /** A file's bytes. */
    public byte[] contents(String path) {
        return disk.contents(path);
    }

    /** Gives one file other bytes, or null to lose it, and says what came of that; throws if that is not as it should be. */
    public String outcomeOf(String path, byte @Nullable [] bytes) {
        SimulatedLane afterwards = new SimulatedLane(lane.wallClockMs());
        SimulatedDisk damaged = disk.copy(afterwards);
        damaged.killProcess();
        if (bytes == null) {
            damaged.remove(path);
        } else {
            damaged.overwrite(path, bytes);
        }
        SimulatedBroker recovered =
                new SimulatedBroker(Workload.brokerProperties(), afterwards, new SeededRandom(1), damaged);
        return new DamageCheck(model, recovered, path, bytes == null).run();
    }

    private static String kindOf(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        String directory = path.contains("__cluster_metadata") ? "metadata " : "";
        return directory + (dot > 0 && Character.isDigit(name.charAt(0)) ? "*" + name.substring(dot) : name);
    }
}
