package io.deliverytracking.broker.conformance.scenarios;

import io.deliverytracking.broker.conformance.script.Scenario;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiKeys;

/** Every scenario. Whoever adds an API key adds its scenarios to an area, or an area with them here. */
public final class Scenarios {

    private Scenarios() {}

    public static List<Scenario> all() {
        return Stream.of(
                        MetadataScenarios.all(),
                        TopicScenarios.all(),
                        ConfigScenarios.all(),
                        ProduceScenarios.all(),
                        FetchScenarios.all(),
                        OffsetScenarios.all(),
                        GroupScenarios.all(),
                        CommittedOffsetScenarios.all(),
                        ConsumerGroupScenarios.all(),
                        AdminScenarios.all(),
                        ClusterScenarios.all(),
                        QuotaScenarios.all(),
                        SecurityScenarios.all(),
                        TransactionScenarios.all())
                .flatMap(area -> area)
                .toList();
    }

    /** Those of one key, in the order of their writing. */
    public static List<Scenario> of(ApiKeys api) {
        return all().stream().filter(scenario -> scenario.api() == api).toList();
    }
}
