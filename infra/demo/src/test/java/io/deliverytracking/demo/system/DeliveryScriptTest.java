package io.deliverytracking.demo.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.process.PidFile;
import io.deliverytracking.demo.process.ProcessIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The script in a checkout of its own that only looks built, with JDKs that only say who they are, and with nothing on the PATH but
 * what the script itself needs.
 */
class DeliveryScriptTest {

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

    private static final List<String> PACKAGES = List.of(
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

    /** A JVM whose demo finds fault with any options. */
    private static final String REFUSES_OPTIONS =
            "case \"$*\" in *--check*) echo \"delivery: asked${*#*.jar}\" >&2; exit 2 ;; esac; echo ran";

    @TempDir
    Path directory;

    private Path checkout;
    private Path path;
    private Path jdks;

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

    @Test
    void withoutAJdkItSaysWhereItLookedAndWhatToDo() throws Exception {
        Result result = delivery("status");
        assertThat(result.status).isEqualTo(3);
        assertThat(result.output).contains("no JDK found").contains("JAVA_HOME").contains("adoptium.net");
    }

    @Test
    void aJdkThatIsTooOldIsNamedWithItsVersionAndItsPlace() throws Exception {
        jdk("eleven", "11.0.2");
        jdk("eight", "1.8.0_292");
        Result result = delivery("status");
        assertThat(result.status).isEqualTo(3);
        assertThat(result.output)
                .contains("the newest JDK found is version 11, in " + jdks.resolve("eleven"))
                .contains("17 or newer is needed");
    }

    @Test
    void theNewestJdkWins() throws Exception {
        jdk("seventeen", "17.0.15");
        jdk("twenty-five", "25");
        jdk("twenty-one", "21.0.1");
        assertThat(delivery("status").output)
                .contains("I am twenty-five")
                .contains("-jar")
                .endsWith(" status\n");
    }

    @Test
    void theScriptThatStartsApacheKafkaTakesTheSameJdk() throws Exception {
        jdk("seventeen", "17.0.15");
        Path newest = jdk("twenty-five", "25");
        assertThat(delivery("java-home").output).isEqualTo(newest + "\n");
        Path kafka = checkout.resolve("infra/apache-kafka/kafka");
        write("infra/apache-kafka/target/lib/some.jar", "");
        Files.copy(DemoHome.CHECKOUT.resolve("infra/apache-kafka/kafka"), kafka);
        assertThat(run(kafka, List.of(), "--port", "1234").output)
                .contains("I am twenty-five")
                .endsWith("ApacheKafka --port 1234\n");
        assertThat(run(kafka, List.of(), "--help").output)
                .contains("[--port 19092]")
                .doesNotContain("I am");
        assertThat(run(kafka, List.of("DELIVERY_JAVA_HOME=/nowhere"), "topics").status)
                .isEqualTo(3);
    }

    @Test
    void aJreIsNoJdk() throws Exception {
        jdk("seventeen", "17.0.15");
        Files.delete(jdk("jre", "25.0.1").resolve("bin/javac"));
        assertThat(delivery("status").output).contains("I am seventeen");
    }

    @Test
    void aJdkWithoutAReleaseFileIsAskedForItsVersion() throws Exception {
        Path asked = jdk("asked", "17");
        Files.delete(asked.resolve("release"));
        script(
                asked.resolve("bin/java"),
                "if [ \"$1\" = -version ]; then echo 'openjdk version \"17.0.9\" 2023-10-17' >&2; else echo I am"
                        + " asked; fi");
        assertThat(delivery("status").output).contains("I am asked");
    }

    @Test
    void theJdkThatTheUserInsistsOnIsTakenOrRefused() throws Exception {
        jdk("twenty-five", "25");
        Path chosen = jdk("seventeen", "17.0.15");
        Path old = jdk("eleven", "11.0.2");
        assertThat(delivery(List.of("DELIVERY_JAVA_HOME=" + chosen), "status").output)
                .contains("I am seventeen");
        assertThat(delivery(List.of("DELIVERY_JAVA_HOME=" + old), "status"))
                .satisfies(refused -> assertThat(refused.status).isEqualTo(3))
                .satisfies(refused -> assertThat(refused.output).contains("version 11"));
        assertThat(delivery(List.of("DELIVERY_JAVA_HOME=" + directory), "status").output)
                .contains("there is no JDK");
    }

    @ParameterizedTest
    @CsvSource({"C, C.UTF-8", "POSIX, C.UTF-8", "de_DE.UTF-8, de_DE.UTF-8"})
    void aLocaleWithoutLettersIsNoneForAJvm(String ours, String itsOwn) throws Exception {
        script(jdk("fine", "25.0.1").resolve("bin/java"), "echo \"in $LC_ALL\"");
        assertThat(delivery(List.of("LC_ALL=" + ours), "status").output).contains("in " + itsOwn);
    }

    @Test
    void whatIsBuiltAndFreshIsNotBuiltAgain() throws Exception {
        jdk("seventeen", "17.0.15");
        age("db-writer/src/test/java/WriterTest.java", +60);
        assertThat(delivery("demo", "--duration", "1s").output)
                .contains("demo --duration 1s")
                .doesNotContain("Building");
        assertThat(directory.resolve("maven")).doesNotExist();
    }

    @Test
    void aSourceOrPomThatIsNewerThanTheBuildIsBuilt() throws Exception {
        jdk("seventeen", "17.0.15");
        for (String changed : List.of("db-writer/src/main/java/Writer.java", "db-writer/pom.xml")) {
            age(changed, +60);
            assertThat(delivery("demo").output).as(changed).contains("Building with JDK 17");
            age(changed, -60);
        }
        assertThat(directory.resolve("maven")).content().contains("package");
    }

    @Test
    void aMissingPackageIsBuilt() throws Exception {
        jdk("seventeen", "17.0.15");
        Files.delete(checkout.resolve(PACKAGES.get(3)));
        assertThat(delivery("demo").output).contains("Building with JDK 17");
    }

    @Test
    void aBuildThatFailsIsNotTakenForDone() throws Exception {
        jdk("seventeen", "17.0.15");
        age("db-writer/pom.xml", +60);
        for (int attempt = 0; attempt < 2; attempt++) {
            Result result = delivery(List.of("MAVEN_STATUS=1"), "demo");
            assertThat(result.status).isEqualTo(1);
            assertThat(result.output)
                    .contains("the build failed")
                    .contains("build.log")
                    .doesNotContain("I am");
        }
    }

    @Test
    void beforeAnythingIsBuiltNothingCanRun() throws Exception {
        Files.delete(checkout.resolve(PACKAGES.get(0)));
        for (String command : List.of("stop", "status", "reset")) {
            assertThat(delivery(command).output).isEqualTo("Nothing is running: nothing has been built yet.\n");
        }
    }

    @Test
    void aCommandThatIsNoneIsRefusedAndHelpNeedsNoJdk() throws Exception {
        assertThat(delivery("demmo"))
                .satisfies(refused -> assertThat(refused.status).isEqualTo(2))
                .satisfies(refused -> assertThat(refused.output).contains("there is no command 'demmo'"));
        assertThat(delivery("help").output).contains("./delivery demo").contains("./delivery test");
        assertThat(delivery().output).contains("./delivery demo");
    }

    @Test
    void throughASymbolicLinkItFindsItsCheckout() throws Exception {
        jdk("seventeen", "17.0.15");
        Path link = Files.createSymbolicLink(checkout.resolve("target/linked"), Path.of("../delivery"));
        assertThat(run(link, List.of(), "status").output).contains("I am seventeen");
    }

    @Test
    void whatRunsIsNotBuiltAnew() throws Exception {
        jdk("seventeen", "17.0.15");
        age("db-writer/pom.xml", +60);
        PidFile.in(Files.createDirectories(checkout.resolve(".delivery/run")), "supervisor")
                .write(ProcessIdentity.ofSelf());
        for (String command : List.of("demo", "test")) {
            Result refused = delivery(command);
            assertThat(refused.status).isEqualTo(3);
            assertThat(refused.output)
                    .contains(
                            "a demo is running (pid " + ProcessHandle.current().pid() + ")");
        }
        assertThat(directory.resolve("maven")).doesNotExist();
    }

    @Test
    void whatAKilledDemoHasLeftIsNotBuiltAnewEither() throws Exception {
        jdk("seventeen", "17.0.15");
        age("db-writer/pom.xml", +60);
        PidFile.in(Files.createDirectories(checkout.resolve(".delivery/run")), "db-writer")
                .write(ProcessIdentity.ofSelf());
        Result refused = delivery("demo");
        assertThat(refused.status).isEqualTo(3);
        assertThat(refused.output)
                .contains("db-writer (pid " + ProcessHandle.current().pid()
                        + ") is left of a demo whose supervisor was killed")
                .contains("./delivery stop");
        assertThat(directory.resolve("maven")).doesNotExist();
    }

    @Test
    void thePidOfADemoThatWasKilledMayBelongToSomebodyElseByNow() throws Exception {
        jdk("seventeen", "17.0.15");
        age("db-writer/pom.xml", +60);
        for (String stamp : List.of("", "some other boot 4711\n")) {
            write(".delivery/run/supervisor.pid", ProcessHandle.current().pid() + "\n" + stamp);
            assertThat(delivery("demo").output).contains("Building with JDK 17");
        }
    }

    @Test
    void whileAnotherCommandBuildsHereItWaits() throws Exception {
        jdk("seventeen", "17.0.15");
        age("db-writer/pom.xml", +60);
        Path claim = checkout.resolve("target/claim");
        Process builder = new ProcessBuilder("cat").start();
        try {
            PidFile.in(checkout.resolve("target"), "builder")
                    .write(ProcessIdentity.of(builder.pid()).orElseThrow());
            Files.move(checkout.resolve("target/builder.pid"), claim);
            assertThat(delivery("status").output)
                    .startsWith("Another ./delivery (pid " + builder.pid() + ") builds, records or tests here");
            Process waiting = start(checkout.resolve("delivery"), List.of(), "demo");
            BufferedReader output = waiting.inputReader();
            assertThat(output.readLine()).startsWith("Waiting for another ./delivery (pid " + builder.pid() + ")");
            assertThat(directory.resolve("maven")).doesNotExist();
            builder.destroyForcibly().waitFor();
            assertThat(output.lines()).anyMatch(line -> line.startsWith("Building with JDK 17"));
            assertThat(waiting.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            builder.destroyForcibly();
        }
        assertThat(claim).doesNotExist();
    }

    @Test
    void aClaimIsGivenBackBeforeTheDemoAndAfterAFailure() throws Exception {
        Path jdk = jdk("seventeen", "17.0.15");
        script(jdk.resolve("bin/java"), "ls target");
        age("db-writer/pom.xml", +60);
        assertThat(run(checkout.resolve("delivery"), List.of("MAVEN_STATUS=1"), "demo").status)
                .isEqualTo(1);
        assertThat(checkout.resolve("target")).isDirectoryNotContaining("glob:**claim*");
        delivery("demo");
        assertThat(checkout.resolve("target")).isDirectoryNotContaining("glob:**claim*");
    }

    @Test
    void aRecordingThatFailsIsTriedAgainAtTheNextStartsButNotForEver() throws Exception {
        Path jdk = jdk("seventeen", "17.0.15");
        script(
                jdk.resolve("bin/java"),
                "case \"$*\" in *prepare*) echo '  (broker was not recorded)'; exit 1 ;; esac; echo ran");
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(delivery("demo").output)
                    .contains("Recording")
                    .contains("  (broker was not recorded)")
                    .endsWith("ran\n");
        }
        assertThat(delivery("demo").output).isEqualTo("ran\n");
        write("target/built", "");
        age("target/built", +60);
        assertThat(delivery("demo").output).contains("Recording");
    }

    @Test
    void whatIsRecordedIsNotRecordedAgain() throws Exception {
        jdk("seventeen", "17.0.15");
        assertThat(delivery("demo").output).contains("Recording");
        assertThat(delivery("demo").output).doesNotContain("Recording");
        jdk("twenty-five", "25");
        assertThat(delivery("demo").output).contains("Recording");
    }

    @Test
    void aWrongOptionIsToldBeforeABuildAndBeforeARecording() throws Exception {
        Path jdk = jdk("seventeen", "17.0.15");
        script(jdk.resolve("bin/java"), REFUSES_OPTIONS);
        // Nothing has been recorded yet.
        assertThat(delivery("demo", "--ridders", "1"))
                .satisfies(refused -> assertThat(refused.status).isEqualTo(2))
                .satisfies(
                        refused -> assertThat(refused.output).isEqualTo("delivery: asked demo --check --ridders 1\n"));
        age("db-writer/pom.xml", +60);
        assertThat(delivery("demo", "--ridders", "1").status).isEqualTo(2);
        assertThat(directory.resolve("maven")).doesNotExist();
    }

    @Test
    void aDemoThatIsOlderThanItsOwnSourcesIsNotAskedAboutOptions() throws Exception {
        Path jdk = jdk("seventeen", "17.0.15");
        script(jdk.resolve("bin/java"), REFUSES_OPTIONS);
        write("infra/demo/src/main/java/Demo.java", "");
        age("infra/demo/src/main/java/Demo.java", +60);
        assertThat(delivery("demo", "--new").output).contains("Building with JDK 17");
    }

    @Test
    void aLoadTestIsBuiltAndGetsItsOptions() throws Exception {
        jdk("seventeen", "17.0.15");
        age("db-writer/pom.xml", +60);
        assertThat(delivery("load-test", "--full", "--seconds", "5").output)
                .contains("Building with JDK 17")
                .endsWith("infra/load-test/target/load-test.jar --full --seconds 5\n");
        age("db-writer/pom.xml", -60);
        assertThat(delivery("help", "load-test").output)
                .doesNotContain("Building")
                .endsWith("load-test.jar --help\n");
    }

    @Test
    void aWrongOptionOfALoadTestIsToldBeforeABuild() throws Exception {
        Path jdk = jdk("seventeen", "17.0.15");
        script(jdk.resolve("bin/java"), REFUSES_OPTIONS);
        age("db-writer/pom.xml", +60);
        assertThat(delivery("load-test", "--qick"))
                .satisfies(refused -> assertThat(refused.status).isEqualTo(2))
                .satisfies(refused -> assertThat(refused.output).isEqualTo("delivery: asked --check --qick\n"));
        assertThat(directory.resolve("maven")).doesNotExist();
    }

    @Test
    void aDrainBenchmarkBuildsKafkaConnectOnceAndOnlyIfItTakesPart() throws Exception {
        jdk("seventeen", "17.0.15");
        source("infra/kafka-connect/src/main/java/Row.java");
        source("infra/kafka-connect/pom.xml");
        source("rider-simulator/events/src/main/java/Event.java");
        for (String[] without : List.of(
                new String[] {"--only=bare-copy,db-writer", "--rows", "7"},
                new String[] {"--rows", "7", "--only", "bare-copy,db-writer"})) {
            List<String> command = new ArrayList<>(List.of("drain-benchmark"));
            command.addAll(List.of(without));
            assertThat(delivery(command.toArray(String[]::new)).output)
                    .doesNotContain("Building Kafka Connect")
                    .endsWith("load-test.jar drain-benchmark " + String.join(" ", without) + "\n");
        }
        assertThat(directory.resolve("maven")).doesNotExist();
        assertThat(delivery("drain-benchmark", "--only", "debezium").output)
                .contains("Building Kafka Connect")
                .endsWith("load-test.jar drain-benchmark --only debezium\n");
        assertThat(directory.resolve("maven")).content().endsWith(" -pl infra/kafka-connect -am\n");
        assertThat(delivery("drain-benchmark").output)
                .doesNotContain("Building Kafka Connect")
                .endsWith("load-test.jar drain-benchmark\n");
        age("infra/kafka-connect/src/main/java/Row.java", +60);
        assertThat(delivery("drain-benchmark").output).contains("Building Kafka Connect");
    }

    @Test
    void theWayToADemoFetchesNoKafkaConnect() throws Exception {
        jdk("seventeen", "17.0.15");
        age("db-writer/pom.xml", +60);
        delivery("demo");
        assertThat(directory.resolve("maven"))
                .content()
                .contains(
                        "!infra/kafka-connect",
                        "!infra/apache-kafka",
                        "!event-broker/benchmarks",
                        "!event-broker/clients");
    }

    @Test
    void aBrokerBenchmarkIsBuiltOnceAndTakesItsOptions() throws Exception {
        jdk("seventeen", "17.0.15");
        source("event-broker/benchmarks/src/main/java/Row.java");
        source("event-broker/benchmarks/pom.xml");
        assertThat(delivery("broker-benchmark", "--quick").output)
                .contains("Building the broker benchmark")
                .endsWith("broker-benchmark.jar --quick\n");
        assertThat(directory.resolve("maven"))
                .content()
                .endsWith(
                        " -pl event-broker/core,event-broker/server,infra/apache-kafka,infra/machine,event-broker/benchmarks\n");
        write("event-broker/benchmarks/target/broker-benchmark.jar", "");
        assertThat(delivery("broker-benchmark", "--only", "start").output)
                .doesNotContain("Building")
                .endsWith("broker-benchmark.jar --only start\n");
        age("event-broker/benchmarks/src/main/java/Row.java", +60);
        assertThat(delivery("broker-benchmark").output).contains("Building the broker benchmark");
    }

    @Test
    void microbenchmarksNeedNoServices() throws Exception {
        jdk("seventeen", "17.0.15");
        age("db-writer/pom.xml", +60);
        assertThat(delivery("broker-benchmark", "--jmh", "-h").output)
                .contains("Building the broker benchmark")
                .doesNotContain("Recording")
                .endsWith("broker-benchmark.jar --jmh -h\n");
        assertThat(directory.resolve("maven")).content().doesNotContain("!infra");
    }

    @Test
    void theBrokerAloneIsBuiltOnceWithoutTheServices() throws Exception {
        jdk("seventeen", "17.0.15");
        source("event-broker/server/src/main/java/Server.java");
        // Of no concern here.
        age("db-writer/pom.xml", +60);
        assertThat(delivery("broker").output).doesNotContain("Building").contains("event-broker.jar");
        age("event-broker/server/src/main/java/Server.java", +60);
        assertThat(delivery("broker").output).contains("Building the broker with JDK 17");
        assertThat(directory.resolve("maven")).content().endsWith(" -pl event-broker/launcher -am\n");
        age("event-broker/server/src/main/java/Server.java", -60);
        Files.delete(checkout.resolve("event-broker/launcher/target/event-broker.jar"));
        assertThat(delivery(List.of("MAVEN_STATUS=1"), "broker"))
                .satisfies(failed -> assertThat(failed.status).isEqualTo(1))
                .satisfies(failed -> assertThat(failed.output)
                        .contains("Building the broker", "the build failed", "build-broker.log")
                        .doesNotContain("I am"));
    }

    @Test
    void theBrokerAloneGetsItsArgumentsAndDefaultsBelowThem() throws Exception {
        jdk("seventeen", "17.0.15");
        write("my.properties", "");
        assertThat(delivery("broker", checkout + "/my.properties", "--override", "num.partitions=3").output)
                .contains("I am seventeen", "-Xmx128m", "-XX:+UseSerialGC")
                .contains("/event-broker.jar " + checkout
                        + "/my.properties --override num.partitions=3 --default log.dir=" + checkout
                        + "/.delivery/broker/data --default ");
        assertThat(delivery(List.of("DELIVERY_BROKER_HEAP=1g"), "broker").output)
                .contains("-Xmx1g")
                .doesNotContain("-Xmx128m ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    missing.properties               | there is no file 'missing.properties', or it can't be read
                    .                                | there is no file '.', or it can't be read
                    --overide a=b                    | broker has no option '--overide'; ./delivery help broker lists them
                    --override a=b --port 1          | broker has no option '--port'
                    --override                       | --override needs NAME=VALUE, not ''
                    --override =b                    | --override needs NAME=VALUE, not '=b'
                    """)
    void whatABrokerCannotBeToldIsToldBeforeABuild(String arguments, String complaint) throws Exception {
        Files.delete(checkout.resolve("event-broker/launcher/target/event-broker.jar"));
        List<String> command = new ArrayList<>(List.of("broker"));
        command.addAll(List.of(arguments.split(" ")));
        assertThat(delivery(command.toArray(String[]::new)))
                .satisfies(refused -> assertThat(refused.status).isEqualTo(2))
                .satisfies(refused -> assertThat(refused.output).contains(complaint));
        assertThat(directory.resolve("maven")).doesNotExist();
    }

    @Test
    void theHelpOfTheBrokerAloneNeedsNoJdk() throws Exception {
        for (String[] question : List.of(new String[] {"help", "broker"}, new String[] {"broker", "--help"})) {
            assertThat(delivery(question))
                    .satisfies(told -> assertThat(told.status).isZero())
                    .satisfies(told -> assertThat(told.output).contains("usage: ./delivery broker", "--override"));
        }
        assertThat(delivery("broker"))
                .satisfies(refused -> assertThat(refused.status).isEqualTo(3))
                .satisfies(refused -> assertThat(refused.output).contains("no JDK found"));
    }

    @Test
    void theStartOfTheBrokerIsRecordedOnceABuildAndTriedAgainButNotForEver() throws Exception {
        Path jdk = jdk("seventeen", "17.0.15");
        Path archive = checkout.resolve(".delivery/cache/broker-17.jsa");
        script(jdk.resolve("bin/java"), "case \"$*\" in *StartRecording*) exit ${RECORDING-0} ;; esac; echo \"$@\"");
        for (int attempt = 0; attempt < 3; attempt++) {
            Files.createDirectories(archive.getParent());
            Files.writeString(archive, "half");
            assertThat(delivery(List.of("RECORDING=1"), "broker").output)
                    .contains("Recording how the broker starts")
                    .contains("(not recorded, see ")
                    .contains("event-broker.jar")
                    .doesNotContain("SharedArchiveFile");
        }
        assertThat(delivery("broker").output).doesNotContain("Recording");
        write("event-broker/launcher/target/event-broker.jar", "");
        age("event-broker/launcher/target/event-broker.jar", -1);
        age(".delivery/cache/broker-recorded", -2);
        assertThat(delivery("broker").output).contains("Recording").doesNotContain("not recorded");
        Files.writeString(archive, "whole");
        assertThat(delivery("broker").output)
                .doesNotContain("Recording")
                .contains("-XX:SharedArchiveFile=" + archive + " ");
        assertThat(delivery("broker-command", "record", "--override", "a=b").output)
                .startsWith("env MALLOC_ARENA_MAX=2\narg " + jdk + "/bin/java\narg -Xmx128m\n")
                .contains("\narg -XX:ArchiveClassesAtExit=" + archive + "\n")
                .contains("event-broker.jar\narg --override\narg a=b\narg --default\n");
    }

    @Test
    void whatABrokerRunsIsNotBuiltAnewButASecondOneMayRun() throws Exception {
        jdk("seventeen", "17.0.15");
        source("event-broker/core/src/main/java/Core.java");
        PidFile.in(Files.createDirectories(checkout.resolve(".delivery/broker/run")), "1")
                .write(ProcessIdentity.ofSelf());
        write(".delivery/broker/run/2.pid", "2\nof another boot 1\n");
        assertThat(delivery("broker").output).contains("I am seventeen");
        assertThat(checkout.resolve(".delivery/broker/run/2.pid")).doesNotExist();
        assertThat(delivery("status").output)
                .startsWith("A ./delivery broker is running (pid "
                        + ProcessHandle.current().pid());
        age("event-broker/core/src/main/java/Core.java", +60);
        for (String command : List.of("broker", "test")) {
            Result refused = delivery(command);
            assertThat(refused.status).isEqualTo(3);
            assertThat(refused.output)
                    .contains("a broker is running (pid "
                            + ProcessHandle.current().pid() + ")");
        }
        assertThat(directory.resolve("maven")).doesNotExist();
    }

    @Test
    void besideADemoNoBrokersAreCompared() throws Exception {
        jdk("seventeen", "17.0.15");
        PidFile.in(Files.createDirectories(checkout.resolve(".delivery/run")), "supervisor")
                .write(ProcessIdentity.ofSelf());
        Result refused = delivery("broker-benchmark");
        assertThat(refused.status).isEqualTo(3);
        assertThat(refused.output)
                .contains("a demo is running (pid " + ProcessHandle.current().pid() + ")")
                .doesNotContain("I am");
    }

    @Test
    void besideADemoNothingIsLoadTested() throws Exception {
        jdk("seventeen", "17.0.15");
        PidFile.in(Files.createDirectories(checkout.resolve(".delivery/run")), "supervisor")
                .write(ProcessIdentity.ofSelf());
        Result refused = delivery("load-test");
        assertThat(refused.status).isEqualTo(3);
        assertThat(refused.output)
                .contains("a demo is running (pid " + ProcessHandle.current().pid() + ")")
                .doesNotContain("I am");
    }

    @Test
    void besideALoadTestNothingIsDemonstrated() throws Exception {
        jdk("seventeen", "17.0.15");
        PidFile.in(Files.createDirectories(checkout.resolve(".delivery/load-test/run")), "supervisor")
                .write(ProcessIdentity.ofSelf());
        Result refused = delivery("demo");
        assertThat(refused.status).isEqualTo(3);
        assertThat(refused.output)
                .contains(
                        "a load test is running (pid " + ProcessHandle.current().pid() + ")")
                .doesNotContain("I am");
    }

    @Test
    void whatALoadTestRunsIsNotBuiltAnew() throws Exception {
        jdk("seventeen", "17.0.15");
        age("db-writer/pom.xml", +60);
        Path run = Files.createDirectories(checkout.resolve(".delivery/load-test/run"));
        PidFile.in(run, "broker").write(ProcessIdentity.ofSelf());
        assertThat(delivery("demo").output).contains("broker (pid").contains("is left of a load test that was killed");
        PidFile.in(run, "supervisor").write(ProcessIdentity.ofSelf());
        assertThat(delivery("demo"))
                .satisfies(refused -> assertThat(refused.status).isEqualTo(3))
                .satisfies(refused -> assertThat(refused.output).contains("a load test is running (pid"));
        assertThat(directory.resolve("maven")).doesNotExist();
    }

    @Test
    void helpOfACommandBuildsNothing() throws Exception {
        jdk("seventeen", "17.0.15");
        age("db-writer/pom.xml", +60);
        assertThat(delivery("demo", "--riders", "5", "--help").output)
                .contains("I am seventeen")
                .endsWith(" demo --help\n");
        Files.delete(checkout.resolve(PACKAGES.get(0)));
        assertThat(delivery("demo", "--help").output).contains("once the project has been built");
        for (String command : List.of("console-benchmark", "screenshots")) {
            assertThat(delivery("help", command).output).contains("once the project has been built");
            assertThat(delivery(command, "--help").output).contains("once the project has been built");
        }
        assertThat(directory.resolve("maven")).doesNotExist();
    }

    @Test
    void aTestThatDoesNotExistIsRefusedRatherThanPassed() throws Exception {
        jdk("seventeen", "17.0.15");
        Result refused = delivery("test", "WritreTest");
        assertThat(refused.status).isEqualTo(2);
        assertThat(refused.output).contains("there is no module and no test class 'WritreTest'");
        assertThat(delivery("test", "WriterTest#works").output).contains("Testing with JDK 17");
    }

    @Test
    void modulesAreTestedTwoAtATimeAndThoseWithTheWholePipelineAlone() throws Exception {
        jdk("seventeen", "17.0.15");
        assertThat(delivery("test", "--require-tools").status).isZero();
        assertThat(Files.readAllLines(directory.resolve("maven")))
                .satisfiesExactly(
                        others -> assertThat(others)
                                .contains(" -T2 ", " -Drequire.tools=true")
                                .contains(
                                        "-pl !infra/console/browser,!infra/demo,!infra/load-test,!infra/kafka-connect,!event-broker/benchmarks "),
                        pipelines -> assertThat(pipelines)
                                .doesNotContain("-T2")
                                .contains(
                                        " -Drequire.tools=true ",
                                        " -pl infra/console/browser,infra/demo,infra/load-test,"));
    }

    @Test
    void allTestsRunOneModuleAfterTheOther() throws Exception {
        jdk("seventeen", "17.0.15");
        assertThat(delivery("test", "--all").status).isZero();
        assertThat(Files.readAllLines(directory.resolve("maven")))
                .singleElement()
                .satisfies(call -> assertThat(call).doesNotContain("-T2", "-pl", "TieredStopAtLevel"));
    }

    @Test
    void theLongTestsCanBeRunAlone() throws Exception {
        jdk("seventeen", "17.0.15");
        assertThat(delivery("test", "--long").status).isZero();
        assertThat(Files.readAllLines(directory.resolve("maven")))
                .singleElement()
                .satisfies(call -> assertThat(call)
                        .contains("-Dtest.groups=long", "-Dtest.excludedGroups= ", "-Dtest.fuzz.skip=false"));
    }

    @Test
    void whatTheTestsOfAModuleStartIsBuiltBeforeThem() throws Exception {
        jdk("seventeen", "17.0.15");
        write("infra/demo/pom.xml", "");
        Files.delete(checkout.resolve(PACKAGES.get(6)));
        delivery("test", "db-writer");
        assertThat(directory.resolve("maven")).content().doesNotContain("package");
        assertThat(delivery("test", "infra/demo").output).contains("Built in");
        assertThat(directory.resolve("maven")).content().contains("package");
    }

    @Test
    void aFailedRunIsResumedAtTheFirstModuleThatIsNotDone() throws Exception {
        jdk("seventeen", "17.0.15");
        script(
                checkout.resolve("mvnw"),
                "echo \"$@\" >>'" + directory + "/maven'"
                        + "; echo '[INFO] testkit ............ SUCCESS [ 1.0 s]'"
                        + "; echo '[INFO] db-writer .......... SKIPPED'"
                        + "; echo '[INFO] console ............ FAILURE [ 1.0 s]'; exit 1");
        assertThat(delivery("test"))
                .satisfies(failed -> assertThat(failed.status).isEqualTo(1))
                .satisfies(failed -> assertThat(failed.output)
                        .contains("test-modules.log")
                        .contains("./delivery test --resume goes on with module :db-writer"));
        delivery("test", "--resume");
        assertThat(Files.readAllLines(directory.resolve("maven")))
                .hasSize(2)
                .last()
                .satisfies(call -> assertThat(call).contains("-rf :db-writer").doesNotContain("-pl", "-T2"));
    }

    private record Result(int status, String output) {}

    private Result delivery(String... arguments) throws Exception {
        return delivery(List.of(), arguments);
    }

    private Result delivery(List<String> environment, String... arguments) throws Exception {
        return run(checkout.resolve("delivery"), environment, arguments);
    }

    private Result run(Path program, List<String> environment, String... arguments) throws Exception {
        Process process = start(program, environment, arguments);
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    private Process start(Path program, List<String> environment, String... arguments) throws IOException {
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

    private Path jdk(String name, String version) throws IOException {
        Path home = jdks.resolve(name);
        script(home.resolve("bin/java"), "echo I am " + name + " and run \"$@\"");
        script(home.resolve("bin/javac"), "exit 1");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void write(String file, String content) throws IOException {
        Path target = checkout.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, content);
    }

    private void source(String file) throws IOException {
        write(file, "");
        age(file, -60);
    }

    /** Moves a file's time by these seconds from now. */
    private void age(String file, int seconds) throws IOException {
        Files.setLastModifiedTime(
                checkout.resolve(file), FileTime.from(Instant.now().plusSeconds(seconds)));
    }
}
