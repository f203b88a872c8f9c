package io.deliverytracking.demo.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What this machine has left for a demo, as far as it says so.
 *
 * <p>Memory is the kernel's estimate of what may be taken without swapping, or what the control group of a container leaves, if that
 * is less: the kernel kills for the smaller of the two. Only Linux says either; elsewhere "free" means little.
 *
 * <p>Threading: immutable; each question is asked anew.
 *
 * @param root  the file system in which {@code proc} and {@code sys} are
 * @param disks how many bytes may be written where an existing directory is
 */
public record Machine(Path root, Function<Path, OptionalLong> disks) {

    /** As cgroup v2 has it; version 1 is not asked. */
    private static final String GROUP = "sys/fs/cgroup/";

    public static Machine thisOne() {
        return new Machine(Path.of("/"), Machine::usableSpace);
    }

    /** In bytes. */
    public OptionalLong availableMemory() {
        OptionalLong system = numberAfter("MemAvailable:", "proc/meminfo");
        OptionalLong group = leftInGroup();
        if (system.isEmpty()) {
            return OptionalLong.empty();
        }
        long available = system.getAsLong() << 10;
        return OptionalLong.of(group.isPresent() ? Math.min(available, group.getAsLong()) : available);
    }

    /** Bytes that may be written where this directory is, or will be. */
    public OptionalLong freeDisk(Path directory) {
        Path existing = directory;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing == null ? OptionalLong.empty() : disks.apply(existing);
    }

    private static OptionalLong usableSpace(Path directory) {
        try {
            return OptionalLong.of(Files.getFileStore(directory).getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** The group counts files in the page cache as used, but gives them up when memory is short. */
    private OptionalLong leftInGroup() {
        OptionalLong most = numberAfter("", GROUP + "memory.max");
        OptionalLong used = numberAfter("", GROUP + "memory.current");
        if (most.isEmpty() || used.isEmpty()) {
            return OptionalLong.empty();
        }
        long givenUp = numberAfter("inactive_file ", GROUP + "memory.stat").orElse(0);
        return OptionalLong.of(Math.max(0, most.getAsLong() - used.getAsLong() + givenUp));
    }

    /** The number on the first line that begins so; empty where there is none, such as "max" for no limit. */
    private OptionalLong numberAfter(String beginning, String file) {
        try {
            for (String line : Files.readAllLines(root.resolve(file))) {
                if (line.startsWith(beginning)) {
                    List<String> words =
                            List.of(line.substring(beginning.length()).strip().split(" +"));
                    return words.get(0).matches("[0-9]{1,18}")
                            ? OptionalLong.of(Long.parseLong(words.get(0)))
                            : OptionalLong.empty();
                }
            }
        } catch (IOException e) {
            // Not a system that says so.
        }
        return OptionalLong.empty();
    }
}
