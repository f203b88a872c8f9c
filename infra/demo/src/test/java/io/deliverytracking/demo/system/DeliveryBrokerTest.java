package io.deliverytracking.demo.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./delivery broker}: the broker alone, which needs none of the services. */
class DeliveryBrokerTest extends DeliveryScript {

    @Test
    void theBrokerAloneIsBuiltOnceWithoutTheServices() throws Exception {
        jdk("seventeen", "17.0.15");
        source("event-broker/server/src/main/java/Server.java");
        // Of no concern here.
        age("db-writer/pom.xml", +60);
        assertThat(delivery("broker").output()).doesNotContain("Building").contains("event-broker.jar");
        age("event-broker/server/src/main/java/Server.java", +60);
        assertThat(delivery("broker").output()).contains("Building the broker with JDK 17");
        assertThat(directory.resolve("maven")).content().endsWith(" -pl event-broker/launcher -am\n");
        age("event-broker/server/src/main/java/Server.java", -60);
        Files.delete(checkout.resolve("event-broker/launcher/target/event-broker.jar"));
        assertThat(delivery(List.of("MAVEN_STATUS=1"), "broker"))
                .satisfies(failed -> assertThat(failed.status()).isEqualTo(1))
                .satisfies(failed -> assertThat(failed.output())
                        .contains("Building the broker", "the build failed", "build-broker.log")
                        .doesNotContain("I am"));
    }

    @Test
    void theBrokerAloneGetsItsArgumentsAndDefaultsBelowThem() throws Exception {
        jdk("seventeen", "17.0.15");
        write("my.properties", "");
        assertThat(delivery("broker", checkout + "/my.properties", "--override", "num.partitions=3")
                        .output())
                .contains("I am seventeen", "-Xmx128m", "-XX:+UseSerialGC")
                .contains("/event-broker.jar " + checkout
                        + "/my.properties --override num.partitions=3 --default log.dir=" + checkout
                        + "/.delivery/broker/data --default ");
        assertThat(delivery(List.of("DELIVERY_BROKER_HEAP=1g"), "broker").output())
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
        assertRefused(2, complaint, command.toArray(String[]::new));
        assertThat(directory.resolve("maven")).doesNotExist();
    }

    @Test
    void theHelpOfTheBrokerAloneNeedsNoJdk() throws Exception {
        for (String[] question : List.of(new String[] {"help", "broker"}, new String[] {"broker", "--help"})) {
            assertThat(delivery(question))
                    .satisfies(told -> assertThat(told.status()).isZero())
                    .satisfies(told -> assertThat(told.output()).contains("usage: ./delivery broker", "--override"));
        }
        assertRefused(3, "no JDK found", "broker");
    }

    @Test
    void theStartOfTheBrokerIsRecordedOnceABuildAndTriedAgainButNotForEver() throws Exception {
        Path jdk = jdk("seventeen", "17.0.15");
        Path archive = checkout.resolve(".delivery/cache/broker-17.jsa");
        script(jdk.resolve("bin/java"), "case \"$*\" in *StartRecording*) exit ${RECORDING-0} ;; esac; echo \"$@\"");
        for (int attempt = 0; attempt < 3; attempt++) {
            Files.createDirectories(archive.getParent());
            Files.writeString(archive, "half");
            assertThat(delivery(List.of("RECORDING=1"), "broker").output())
                    .contains("Recording how the broker starts")
                    .contains("(not recorded, see ")
                    .contains("event-broker.jar")
                    .doesNotContain("SharedArchiveFile");
        }
        assertThat(delivery("broker").output()).doesNotContain("Recording");
        write("event-broker/launcher/target/event-broker.jar", "");
        age("event-broker/launcher/target/event-broker.jar", -1);
        age(".delivery/cache/broker-recorded", -2);
        assertThat(delivery("broker").output()).contains("Recording").doesNotContain("not recorded");
        Files.writeString(archive, "whole");
        assertThat(delivery("broker").output())
                .doesNotContain("Recording")
                .contains("-XX:SharedArchiveFile=" + archive + " ");
        assertThat(delivery("broker-command", "record", "--override", "a=b").output())
                .startsWith("env MALLOC_ARENA_MAX=2\narg " + jdk + "/bin/java\narg -Xmx128m\n")
                .contains("\narg -XX:ArchiveClassesAtExit=" + archive + "\n")
                .contains("event-broker.jar\narg --override\narg a=b\narg --default\n");
    }

    @Test
    void whatABrokerRunsIsNotBuiltAnewButASecondOneMayRun() throws Exception {
        jdk("seventeen", "17.0.15");
        source("event-broker/core/src/main/java/Core.java");
        pretendToBe("1", ".delivery/broker/run");
        write(".delivery/broker/run/2.pid", "2\nof another boot 1\n");
        assertThat(delivery("broker").output()).contains("I am seventeen");
        assertThat(checkout.resolve(".delivery/broker/run/2.pid")).doesNotExist();
        assertThat(delivery("status").output()).startsWith("A ./delivery broker is running (pid " + PID);
        age("event-broker/core/src/main/java/Core.java", +60);
        for (String command : List.of("broker", "test")) {
            assertRefused(3, "a broker is running (pid " + PID + ")", command);
        }
        assertThat(directory.resolve("maven")).doesNotExist();
    }
}
