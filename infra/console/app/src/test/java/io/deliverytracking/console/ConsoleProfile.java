package io.deliverytracking.console;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** One console for all tests that need a running one: stubs for the services, a real broker for the log. */
public final class ConsoleProfile implements QuarkusTestProfile {

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(StubServices.class), new TestResourceEntry(LogResource.class));
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "console.proxy.silence", "5s",
                "console.pipeline.interval", "100ms",
                "console.pipeline.timeout", "2s");
    }
}
