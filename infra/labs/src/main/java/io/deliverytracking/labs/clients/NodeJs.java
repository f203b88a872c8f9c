package io.deliverytracking.labs.clients;

import io.deliverytracking.labs.stage.LessonLeftOut;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Node.js, if this machine has it, and the folder {@code infra/labs/node} with the programs for it.
 *
 * @param node    the interpreter
 * @param scripts the folder of the programs, with kafkajs in {@code node_modules}
 */
public record NodeJs(Path node, Path scripts) {

    private static final String HOW_TO_GET_IT =
            " Debian and Ubuntu: apt-get install nodejs npm; macOS: brew install node;"
                    + " others: https://nodejs.org, 14 or newer.";

    /**
     * Finds Node.js on the {@code PATH}, and has npm fetch kafkajs, in the version of {@code package-lock.json}, unless it
     * is there.
     *
     * @throws LessonLeftOut when Node.js or npm is missing, or npm can't fetch it; the message says what to do
     */
    public static NodeJs find() throws IOException, InterruptedException {
        Path node = program("node", "nodejs")
                .orElseThrow(() -> new LessonLeftOut("there is no Node.js on the PATH." + HOW_TO_GET_IT));
        Path scripts = folder();
        if (!Files.isDirectory(scripts.resolve("node_modules").resolve("kafkajs"))) {
            Path npm = program("npm")
                    .orElseThrow(
                            () -> new LessonLeftOut("npm, which fetches kafkajs, is not on the PATH." + HOW_TO_GET_IT));
            fetch(npm, scripts);
        }
        return new NodeJs(node, scripts);
    }

    private static void fetch(Path npm, Path scripts) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(npm.toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(scripts.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new LessonLeftOut("npm could not fetch kafkajs (npm ci in " + scripts + ": " + said
                    + "). The first time it needs the network.");
        }
    }

    /** Beside the build's folder: that of {@code target/labs.jar}, or of {@code target/classes}. */
    private static Path folder() {
        CodeSource source = NodeJs.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalStateException("no code source");
        }
        try {
            return Path.of(source.getLocation().toURI())
                    .resolveSibling("../node")
                    .normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Path> program(String... names) {
        @Nullable String path = System.getenv("PATH");
        if (path == null) {
            return Optional.empty();
        }
        return Stream.of(names)
                .flatMap(name -> Pattern.compile(Pattern.quote(File.pathSeparator))
                        .splitAsStream(path)
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, name)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
