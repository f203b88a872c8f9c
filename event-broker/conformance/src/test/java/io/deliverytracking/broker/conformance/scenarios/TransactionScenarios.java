package io.deliverytracking.broker.conformance.scenarios;

import static io.deliverytracking.broker.conformance.script.Scenario.scenario;
import static org.apache.kafka.common.protocol.ApiKeys.DESCRIBE_TRANSACTIONS;
import static org.apache.kafka.common.protocol.ApiKeys.LIST_TRANSACTIONS;

import io.deliverytracking.broker.conformance.script.Scenario;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.message.DescribeTransactionsRequestData;
import org.apache.kafka.common.message.ListTransactionsRequestData;

/** What operators ask about transactions, where there are none. */
final class TransactionScenarios {

    private static final long NOBODY = 999_999_999;

    private TransactionScenarios() {}

    static Stream<Scenario> all() {
        return Stream.of(
                scenario(DESCRIBE_TRANSACTIONS, "that there are not", with -> {
                    with.ask(describe(with.name("unknown")));
                    with.ask(describe(""));
                    with.ask(describe());
                }),
                scenario(LIST_TRANSACTIONS, "none of a producer", with -> {
                    with.ask(ofNobody());
                    with.ask(ofNobody().setStateFilters(List.of("Ongoing")));
                    with.ask(ofNobody().setStateFilters(List.of("Ongoing", "Dreaming")));
                    with.ask(ofNobody().setStateFilters(List.of("")));
                    with.ask(ofNobody().setDurationFilter(1_000));
                }),
                scenario(LIST_TRANSACTIONS, "by a pattern", with -> {
                            with.ask(ofNobody().setTransactionalIdPattern("t.*"));
                            with.ask(ofNobody().setTransactionalIdPattern("(("));
                            with.ask(ofNobody().setTransactionalIdPattern(""));
                        })
                        .from(2));
    }

    private static DescribeTransactionsRequestData describe(String... ids) {
        return new DescribeTransactionsRequestData().setTransactionalIds(List.of(ids));
    }

    private static ListTransactionsRequestData ofNobody() {
        return new ListTransactionsRequestData().setProducerIdFilters(List.of(NOBODY));
    }
}
