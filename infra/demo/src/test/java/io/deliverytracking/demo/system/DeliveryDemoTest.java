package io.deliverytracking.demo.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.process.PidFile;
import io.deliverytracking.demo.process.ProcessIdentity;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code ./delivery demo}: what is built and recorded before it, and what it does not run beside. */
class DeliveryDemoTest extends DeliveryScript {

    @Test
    void whatIsBuiltAndFreshIsNotBuiltAgain() throws Exception {
        jdk("seventeen", "17.0.15");
        age("db-writer/src/test/java/WriterTest.java", +60);
        assertThat(delivery("demo", "--duration", "1s").output())
                .contains("demo --duration 1s")
                .doesNotContain("Building");
        assertThat(directory.resolve("maven")).doesNotExist();
    }

    @Test
    void aSourceOrPomThatIsNewerThanTheBuildIsBuilt() throws Exception {
        jdk("seventeen", "17.0.15");
        for (String changed : List.of("db-writer/src/main/java/Writer.java", "db-writer/pom.xml")) {
            age(changed, +60);
            assertThat(delivery("demo").output()).as(changed).contains("Building with JDK 17");
            age(changed, -60);
        }
        assertThat(directory.resolve("maven")).content().contains("package");
    }

    @Test
    void aMissingPackageIsBuilt() throws Exception {
        jdk("seventeen", "17.0.15");
        Files.delete(checkout.resolve(PACKAGES.get(3)));
        assertThat(delivery("demo").output()).contains("Building with JDK 17");
    }

    @Test
    void aBuildThatFailsIsNotTakenForDone() throws Exception {
        jdk("seventeen", "17.0.15");
        age("db-writer/pom.xml", +60);
        for (int attempt = 0; attempt < 2; attempt++) {
            Result result = delivery(List.of("MAVEN_STATUS=1"), "demo");
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.output())
                    .contains("the build failed")
                    .contains("build.log")
                    .doesNotContain("I am");
        }
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
    void whatRunsIsNotBuiltAnew() throws Exception {
        jdk("seventeen", "17.0.15");
        age("db-writer/pom.xml", +60);
        pretendToBe("supervisor", ".delivery/run");
        for (String command : List.of("demo", "test")) {
            assertRefused(3, "a demo is running (pid " + PID + ")", command);
        }
        assertThat(directory.resolve("maven")).doesNotExist();
    }

    @Test
    void whatAKilledDemoHasLeftIsNotBuiltAnewEither() throws Exception {
        jdk("seventeen", "17.0.15");
        age("db-writer/pom.xml", +60);
        pretendToBe("db-writer", ".delivery/run");
        Result refused = delivery("demo");
        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.output())
                .contains("db-writer (pid " + PID + ") is left of a demo whose supervisor was killed")
                .contains("./delivery stop");
        assertThat(directory.resolve("maven")).doesNotExist();
    }

    @Test
    void thePidOfADemoThatWasKilledMayBelongToSomebodyElseByNow() throws Exception {
        jdk("seventeen", "17.0.15");
        age("db-writer/pom.xml", +60);
        for (String stamp : List.of("", "some other boot 4711\n")) {
            write(".delivery/run/supervisor.pid", PID + "\n" + stamp);
            assertThat(delivery("demo").output()).contains("Building with JDK 17");
        }
    }

    @Test
    void besideALoadTestNothingIsDemonstrated() throws Exception {
        jdk("seventeen", "17.0.15");
        pretendToBe("supervisor", ".delivery/load-test/run");
        assertRefused(3, "a load test is running (pid " + PID + ")", "demo");
    }

    @Test
    void whatALoadTestRunsIsNotBuiltAnew() throws Exception {
        jdk("seventeen", "17.0.15");
        age("db-writer/pom.xml", +60);
        pretendToBe("broker", ".delivery/load-test/run");
        assertThat(delivery("demo").output())
                .contains("broker (pid")
                .contains("is left of a load test that was killed");
        pretendToBe("supervisor", ".delivery/load-test/run");
        assertRefused(3, "a load test is running (pid", "demo");
        assertThat(directory.resolve("maven")).doesNotExist();
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
            assertThat(delivery("status").output())
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
        assertThat(run(checkout.resolve("delivery"), List.of("MAVEN_STATUS=1"), "demo")
                        .status())
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
            assertThat(delivery("demo").output())
                    .contains("Recording")
                    .contains("  (broker was not recorded)")
                    .endsWith("ran\n");
        }
        assertThat(delivery("demo").output()).isEqualTo("ran\n");
        write("target/built", "");
        age("target/built", +60);
        assertThat(delivery("demo").output()).contains("Recording");
    }

    @Test
    void whatIsRecordedIsNotRecordedAgain() throws Exception {
        jdk("seventeen", "17.0.15");
        assertThat(delivery("demo").output()).contains("Recording");
        assertThat(delivery("demo").output()).doesNotContain("Recording");
        jdk("twenty-five", "25");
        assertThat(delivery("demo").output()).contains("Recording");
    }

    @Test
    void aWrongOptionIsToldBeforeABuildAndBeforeARecording() throws Exception {
        Path jdk = jdk("seventeen", "17.0.15");
        script(jdk.resolve("bin/java"), REFUSES_OPTIONS);
        // Nothing has been recorded yet.
        assertThat(delivery("demo", "--ridders", "1"))
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(2))
                .satisfies(refused ->
                        assertThat(refused.output()).isEqualTo("delivery: asked demo --check --ridders 1\n"));
        age("db-writer/pom.xml", +60);
        assertThat(delivery("demo", "--ridders", "1").status()).isEqualTo(2);
        assertThat(directory.resolve("maven")).doesNotExist();
    }

    @Test
    void aDemoThatIsOlderThanItsOwnSourcesIsNotAskedAboutOptions() throws Exception {
        Path jdk = jdk("seventeen", "17.0.15");
        script(jdk.resolve("bin/java"), REFUSES_OPTIONS);
        write("infra/demo/src/main/java/Demo.java", "");
        age("infra/demo/src/main/java/Demo.java", +60);
        assertThat(delivery("demo", "--new").output()).contains("Building with JDK 17");
    }
}
