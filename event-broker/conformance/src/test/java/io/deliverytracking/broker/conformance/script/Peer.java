package io.deliverytracking.broker.conformance.script;

import io.deliverytracking.broker.conformance.wire.WireClient;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** A broker to talk to. */
public interface Peer extends AutoCloseable {

    /** Its port on the loopback interface. */
    int port();

    @Override
    void close();

    /** What it says it answers, by API key. */
    default SortedMap<ApiKeys, ApiVersionsResponseData.ApiVersion> advertised() throws IOException {
        try (WireClient client = new WireClient(port())) {
            ApiVersionsResponseData answer = (ApiVersionsResponseData) client.ask(
                    new ApiVersionsRequestData()
                            .setClientSoftwareName("conformance")
                            .setClientSoftwareVersion("1"),
                    ApiKeys.API_VERSIONS.latestVersion());
            SortedMap<ApiKeys, ApiVersionsResponseData.ApiVersion> versions = new TreeMap<>();
            answer.apiKeys().forEach(version -> versions.put(ApiKeys.forId(version.apiKey()), version));
            return versions;
        }
    }
}
