package io.deliverytracking.demo.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterMarkTest {

    @TempDir
    Path data;

    @Test
    void theFirstClusterTakesTheDataAndComesBack() throws Exception {
        mark().check("one");

        mark().check("one");
        assertThat(data.resolve("cluster-id")).hasContent("one");
    }

    @Test
    void anotherClusterIsRefusedAndTheMarkStays() throws Exception {
        mark().check("one");

        assertThatThrownBy(() -> mark().check("other"))
                .isInstanceOf(DemoFailure.class)
                .hasMessageContaining("belong to cluster one, but 127.0.0.1:9092 is cluster other");
        assertThat(data.resolve("cluster-id")).hasContent("one");
    }

    @Test
    void ourBrokerIsKnownByItsDirectoryBeforeItRuns() throws Exception {
        broker("ours");
        mark().checkOurs(data.resolve("broker"));
        assertThat(data.resolve("cluster-id")).hasContent("ours");

        broker("replaced");
        assertThatThrownBy(() -> mark().checkOurs(data.resolve("broker"))).hasMessageContaining("is cluster replaced");
    }

    @Test
    void ourBrokerWithoutADirectoryIsWelcomeOnlyWhereNobodyWasBefore() throws Exception {
        mark().checkOurs(data.resolve("broker"));
        assertThat(data.resolve("cluster-id")).doesNotExist();

        mark().check("foreign");
        assertThatThrownBy(() -> mark().checkOurs(data.resolve("broker")))
                .isInstanceOf(DemoFailure.class)
                .hasMessageContaining("belong to cluster foreign, but 127.0.0.1:9092 would be a new cluster");
    }

    private ClusterMark mark() {
        return new ClusterMark(data, "127.0.0.1:9092");
    }

    private void broker(String clusterId) throws IOException {
        Files.createDirectories(data.resolve("broker"));
        Files.writeString(
                data.resolve("broker/meta.properties"), "version=1\ncluster.id=" + clusterId + "\nnode.id=1\n");
    }
}
