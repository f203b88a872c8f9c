package io.deliverytracking.console;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Points the console to a stub for each service it asks by REST, and injects this object into the test. */
public final class StubServices implements QuarkusTestResourceLifecycleManager {

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, StubService> services = new LinkedHashMap<>();

    /** By the name that the setting has: simulator, location, analytics, db-writer, broker. */
    public StubService service(String name) {
        return services.get(name);
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String name : new String[] {"simulator", "location", "analytics", "db-writer", "broker"}) {
            StubService service = new StubService(vertx);
            services.put(name, service);
            settings.put("console.services." + name, "http://127.0.0.1:" + service.port());
        }
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(StubServices.class));
    }

    @Override
    public void stop() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
