package io.deliverytracking.demo.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** {@code ./delivery test}: which tests of which modules Maven is told to run. */
class DeliveryTestCommandTest extends DeliveryScript {

    @Test
    void aTestThatDoesNotExistIsRefusedRatherThanPassed() throws Exception {
        jdk("seventeen", "17.0.15");
        assertRefused(2, "there is no module and no test class 'WritreTest'", "test", "WritreTest");
        assertThat(delivery("test", "WriterTest#works").output()).contains("Testing with JDK 17");
    }

    @Test
    void modulesAreTestedFourAtATimeAndThoseWithTheWholePipelineAlone() throws Exception {
        jdk("seventeen", "17.0.15");
        assertThat(delivery("test", "--require-tools").status()).isZero();
        assertThat(Files.readAllLines(directory.resolve("maven")))
                .satisfiesExactly(
                        others -> assertThat(others)
                                .contains(" -T4 ", " -Drequire.tools=true")
                                .contains(
                                        "-pl !infra/console/browser,!infra/demo,!infra/load-test,!infra/kafka-connect,!event-broker/benchmarks "),
                        pipelines -> assertThat(pipelines)
                                .doesNotContain("-T")
                                .contains(
                                        " -Drequire.tools=true ",
                                        " -pl infra/console/browser,infra/demo,infra/load-test,"));
    }

    @Test
    void allTestsRunOneModuleAfterTheOther() throws Exception {
        jdk("seventeen", "17.0.15");
        assertThat(delivery("test", "--all").status()).isZero();
        assertThat(Files.readAllLines(directory.resolve("maven")))
                .singleElement()
                .satisfies(call -> assertThat(call).doesNotContain("-T", "-pl", "TieredStopAtLevel"));
    }

    @Test
    void theLongTestsCanBeRunAlone() throws Exception {
        jdk("seventeen", "17.0.15");
        assertThat(delivery("test", "--long").status()).isZero();
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
        assertThat(delivery("test", "infra/demo").output()).contains("Built in");
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
                .satisfies(failed -> assertThat(failed.status()).isEqualTo(1))
                .satisfies(failed -> assertThat(failed.output())
                        .contains("test-modules.log")
                        .contains("./delivery test --resume goes on with module :db-writer"));
        delivery("test", "--resume");
        assertThat(Files.readAllLines(directory.resolve("maven")))
                .hasSize(2)
                .last()
                .satisfies(call -> assertThat(call).contains("-rf :db-writer").doesNotContain("-pl", "-T"));
    }
}
