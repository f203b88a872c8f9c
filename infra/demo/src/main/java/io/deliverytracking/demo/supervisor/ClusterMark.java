package io.deliverytracking.demo.supervisor;

import io.deliverytracking.demo.ExitStatus;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Which cluster the data of a directory belong to: offsets in the database and sessions in the ledger mean records of one cluster, so
 * they must not be continued with another. The id is kept in {@code cluster-id} beside the data, from the first broker that they saw.
 *
 * <p>Threading: one thread. Failure: {@link DemoFailure}, and then nothing has been written.
 */
final class ClusterMark {

    private final Path data;
    private final String bootstrap;

    /**
     * The mark of a data directory.
     *
     * @param bootstrap the broker of this run, for the message
     */
    ClusterMark(Path data, String bootstrap) {
        this.data = data;
        this.bootstrap = bootstrap;
    }

    /**
     * Before our broker is started: it will be the cluster of its own directory, or a new one where that is empty.
     *
     * @param brokerDirectory its log directory, which holds {@code meta.properties} once it has been started
     * @return the cluster's id; empty for a new one
     */
    Optional<String> checkOurs(Path brokerDirectory) throws DemoFailure, IOException {
        Optional<String> ours = idOf(brokerDirectory);
        if (ours.isPresent()) {
            check(ours.get());
        } else if (Files.exists(file())) {
            throw refusal("would be a new cluster");
        }
        return ours;
    }

    /** With a broker that answers: takes the data as this cluster's, or finds that they are. */
    void check(String clusterId) throws DemoFailure, IOException {
        if (!Files.exists(file())) {
            Files.createDirectories(data);
            Files.writeString(file(), clusterId + System.lineSeparator());
        } else if (!marked().equals(clusterId)) {
            throw refusal("is cluster " + clusterId);
        }
    }

    private DemoFailure refusal(String what) throws IOException {
        return new DemoFailure(
                ExitStatus.ENVIRONMENT,
                "the data in " + data + " belong to cluster " + marked() + ", but " + bootstrap + " " + what
                        + "; take another --data-dir, or ./delivery reset");
    }

    private String marked() throws IOException {
        return Files.readString(file()).strip();
    }

    private Path file() {
        return data.resolve("cluster-id");
    }

    private static Optional<String> idOf(Path brokerDirectory) throws IOException {
        Path meta = brokerDirectory.resolve("meta.properties");
        if (!Files.exists(meta)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(meta)) {
            properties.load(reader);
        }
        return Optional.ofNullable(properties.getProperty("cluster.id"));
    }
}
