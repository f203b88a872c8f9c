package io.deliverytracking.apachekafka;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The JVM that is to be Apache Kafka: class path, flags, environment.
 *
 * <p>Immutable.
 *
 * @param classPath   of {@link ApacheKafka} and everything below it
 * @param flags       e.g. {@code -Xmx256m}
 * @param environment added to that of this process
 */
public record ApacheKafkaJvm(String classPath, List<String> flags, Map<String, String> environment) {

    public ApacheKafkaJvm {
        flags = List.copyOf(flags);
        environment = Map.copyOf(environment);
    }

    /**
     * From a folder of classes, as a test has it before there is a package.
     *
     * @param target this module's {@code target} folder, which holds {@code lib} and {@code classes}
     */
    public static ApacheKafkaJvm ofClasses(Path target, List<String> flags) throws IOException {
        requireLibraries(target);
        String classPath =
                target.resolve("classes") + File.pathSeparator + target.resolve("lib") + File.separator + "*";
        return new ApacheKafkaJvm(classPath, flags, Map.of());
    }

    /**
     * From jars alone, each by its name: no JVM keeps an archive of classes that come from a folder, or of a class path whose order
     * is the file system's.
     *
     * @param target this module's {@code target} folder, after {@code package}
     */
    public static ApacheKafkaJvm ofJars(Path target, List<String> flags, Map<String, String> environment)
            throws IOException {
        requireLibraries(target);
        List<Path> jars = new ArrayList<>(jars(target));
        if (jars.size() != 1) {
            throw new IOException(
                    target + " holds " + jars.size() + " jars, not the one of infra/apache-kafka: build it");
        }
        jars.addAll(jars(target.resolve("lib")));
        String classPath = jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return new ApacheKafkaJvm(classPath, flags, environment);
    }

    private static void requireLibraries(Path target) throws IOException {
        if (!Files.isDirectory(target.resolve("lib"))) {
            throw new IOException(target.resolve("lib") + " is missing: build infra/apache-kafka first");
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** The same with further flags. */
    public ApacheKafkaJvm with(List<String> further) {
        return new ApacheKafkaJvm(
                classPath, Stream.concat(flags.stream(), further.stream()).toList(), environment);
    }

    /** Starts {@link ApacheKafka} with these arguments; what it says goes to {@code output}. */
    Process start(List<String> arguments, Path output) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, ApacheKafka.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(new LinkedHashMap<>(environment));
        return builder.start();
    }
}
