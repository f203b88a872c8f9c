package io.deliverytracking.demo.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.observability.MonitoringFiles.Query;
import io.deliverytracking.demo.services.Ports;
import io.deliverytracking.demo.services.Ports.Use;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The names of all metrics of a demo that runs, as Prometheus would see them. */
public final class ScrapedMetrics {

    private static final List<Use> SERVICES =
            List.of(Use.BROKER_HTTP, Use.SIMULATOR, Use.LOCATION, Use.ANALYTICS, Use.DB_WRITER, Use.CONSOLE);

    private ScrapedMetrics() {}

    /** A dashboard that asks for a metric that nobody has is empty, and an alert silent. */
    public static void haveEverythingThatIsAskedFor(Ports ports) throws IOException, InterruptedException {
        // Prometheus' own.
        Set<String> names = new TreeSet<>(Set.of("up"));
        for (Use service : SERVICES) {
            names.addAll(namesOf(ports.http(service)));
        }
        for (Query query : MonitoringFiles.queries()) {
            assertThat(names).as(query.toString()).containsAll(query.metrics());
        }
    }

    private static Set<String> namesOf(String service) throws IOException, InterruptedException {
        HttpRequest scrape = HttpRequest.newBuilder(URI.create(service + "/q/metrics"))
                .timeout(Duration.ofSeconds(30))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(scrape, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(service).isEqualTo(200);
        Set<String> names = new TreeSet<>();
        answer.body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> names.add(line.split("[{ ]", 2)[0]));
        return names;
    }
}
