package io.deliverytracking.demo.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.process.PidFile;
import io.deliverytracking.demo.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script in a checkout of its own that only looks built, with JDKs that only say who they are, and with nothing on the PATH but
 * what the script itself needs. What each command does with it is in tests of their own.
 */
abstract class DeliveryScript {

    private static final List<String> TOOLS = List.of(
            "sh",
            "sed",
            "head",
            "awk",
            "find",
            "df",
            "date",
            "dirname",
            "readlink",
            "mkdir",
            "touch",
            "mv",
            "ln",
            "rm",
            "cat",
            "tee",
            "grep",
            "ls",
            "tail",
            "cksum",
            "stat",
            "wc",
            "tr",
            "cut",
            "sort",
            "uniq",
            "nice",
            "env",
            "sleep",
            "ps");

    static final List<String> PACKAGES = List.of(
            "infra/demo/target/demo.jar",
            "event-broker/app/target/quarkus-app/quarkus-run.jar",
            "rider-simulator/app/target/quarkus-app/quarkus-run.jar",
            "location-consumer/target/quarkus-app/quarkus-run.jar",
            "analytics-consumer/target/quarkus-app/quarkus-run.jar",
            "db-writer/target/quarkus-app/quarkus-run.jar",
            "infra/console/app/target/quarkus-app/quarkus-run.jar",
            "infra/load-test/target/load-test.jar",
            "event-broker/launcher/target/event-broker.jar",
            "event-broker/launcher/target/built");

    /** Of this test's process, for {@link #pretendToBe}. */
    static final long PID = ProcessHandle.current().pid();

    /** The program of a JVM whose demo finds fault with any options. */
    static final String REFUSES_OPTIONS =
            "case \"$*\" in *--check*) echo \"delivery: asked${*#*.jar}\" >&2; exit 2 ;; esac; echo ran";

    /** Its file "maven" has a line for each time that Maven was called. */
    @TempDir
    Path directory;

    Path checkout;
    Path jdks;
    private Path path;

    @BeforeEach
    void aCheckoutThatIsBuilt() throws IOException {
        checkout = directory.resolve("checkout");
        // Not below the temporary directory: JUnit warns about each link that it deletes there.
        path = Files.createDirectories(DemoHome.CHECKOUT.resolve("infra/demo/target/script-test-path"));
        jdks = Files.createDirectories(directory.resolve("jdks"));
        for (String tool : TOOLS) {
            for (String folder : System.getenv("PATH").split(":")) {
                Path program = Path.of(folder, tool);
                if (Files.isExecutable(program) && !Files.exists(path.resolve(tool))) {
                    Files.createSymbolicLink(path.resolve(tool), program);
                }
            }
        }
        Files.createDirectories(checkout);
        Files.copy(DemoHome.CHECKOUT.resolve("delivery"), checkout.resolve("delivery"));
        for (String file : PACKAGES) {
            write(file, "");
        }
        source("db-writer/src/main/java/Writer.java");
        source("db-writer/src/test/java/WriterTest.java");
        source("db-writer/pom.xml");
        write("target/built", "");
        script(checkout.resolve("mvnw"), "echo \"$@\" >>'" + directory + "/maven'; exit ${MAVEN_STATUS-0}");
    }

    record Result(int status, String output) {}

    Result delivery(String... arguments) throws Exception {
        return delivery(List.of(), arguments);
    }

    Result delivery(List<String> environment, String... arguments) throws Exception {
        return run(checkout.resolve("delivery"), environment, arguments);
    }

    Result run(Path program, List<String> environment, String... arguments) throws Exception {
        Process process = start(program, environment, arguments);
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    Process start(Path program, List<String> environment, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", program.toString());
        builder.command().addAll(List.of(arguments));
        builder.redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", path.toString());
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("DELIVERY_JAVA_FOLDERS", jdks + "/*");
        for (String variable : environment) {
            int equals = variable.indexOf('=');
            builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return builder.start();
    }

    /** This command ends with that status, says so, and starts no JVM. */
    void assertRefused(int status, String reason, String... command) throws Exception {
        Result refused = delivery(command);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.output()).contains(reason).doesNotContain("I am");
    }

    Path jdk(String name, String version) throws IOException {
        Path home = jdks.resolve(name);
        script(home.resolve("bin/java"), "echo I am " + name + " and run \"$@\"");
        script(home.resolve("bin/javac"), "exit 1");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    void write(String file, String content) throws IOException {
        Path target = checkout.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, content);
    }

    void source(String file) throws IOException {
        write(file, "");
        age(file, -60);
    }

    /** Moves a file's time by these seconds from now. */
    void age(String file, int seconds) throws IOException {
        Files.setLastModifiedTime(
                checkout.resolve(file), FileTime.from(Instant.now().plusSeconds(seconds)));
    }

    /** Has the script find that this test's process is a part that runs. */
    void pretendToBe(String part, String folder) throws IOException {
        PidFile.in(Files.createDirectories(checkout.resolve(folder)), part).write(ProcessIdentity.ofSelf());
    }
}
