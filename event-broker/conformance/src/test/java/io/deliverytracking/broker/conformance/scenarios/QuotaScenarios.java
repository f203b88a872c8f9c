package io.deliverytracking.broker.conformance.scenarios;

import static io.deliverytracking.broker.conformance.script.Scenario.scenario;
import static org.apache.kafka.common.protocol.ApiKeys.ALTER_CLIENT_QUOTAS;
import static org.apache.kafka.common.protocol.ApiKeys.DESCRIBE_CLIENT_QUOTAS;

import io.deliverytracking.broker.conformance.script.Scenario;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.message.AlterClientQuotasRequestData;
import org.apache.kafka.common.message.DescribeClientQuotasRequestData;
import org.apache.kafka.common.message.DescribeClientQuotasResponseData;
import org.jspecify.annotations.Nullable;

/** Limits of clients; only of users that nobody is, so that no other conversation is slowed. */
final class QuotaScenarios {

    private static final String USER = "user";
    private static final String CLIENT_ID = "client-id";
    private static final String IP = "ip";
    private static final String PRODUCED = "producer_byte_rate";
    private static final String CONSUMED = "consumer_byte_rate";
    private static final String CONNECTIONS = "connection_creation_rate";
    private static final int EXACT = 0;
    private static final int DEFAULT = 1;
    private static final int ANY = 2;
    private static final int NO_MATCH_TYPE = 7;

    private QuotaScenarios() {}

    static Stream<Scenario> all() {
        return Stream.of(
                scenario(ALTER_CLIENT_QUOTAS, "set, change and remove", with -> {
                    String user = with.name("u");
                    with.ask(alter(entity(USER, user), set(PRODUCED, 1000)).setValidateOnly(true));
                    with.ask(describe(is(USER, user)));
                    with.ask(alter(entity(USER, user), set(PRODUCED, 1000), set(CONSUMED, 2000)));
                    with.askUntil(describe(is(USER, user)), limits(2));
                    with.ask(alter(entity(USER, user), set(PRODUCED, 3000), remove(CONSUMED)));
                    with.askUntil(describe(is(USER, user)), limits(1));
                    with.ask(alter(entity(USER, user), remove(PRODUCED), remove(CONSUMED)));
                    with.askUntil(describe(is(USER, user)), limits(0));
                    with.ask(alter(entity(USER, user)));
                }),
                scenario(ALTER_CLIENT_QUOTAS, "values that can't be", with -> {
                    List<AlterClientQuotasRequestData.EntityData> user = entity(USER, with.name("u"));
                    with.ask(alter(user, set("no_such_rate", 1)));
                    with.ask(alter(user, set("", 1)));
                    with.ask(alter(user, set(PRODUCED, 0)));
                    with.ask(alter(user, set(PRODUCED, -1)));
                    with.ask(alter(user, set(PRODUCED, 1.5)));
                    with.ask(alter(user, set(PRODUCED, 1e30)));
                    with.ask(alter(user, set(CONNECTIONS, 1)));
                    with.ask(alter(user, set(PRODUCED, 1), set(PRODUCED, 2)));
                    with.ask(alter(entity(IP, "127.0.0.9"), set(PRODUCED, 1)));
                    with.ask(describe(is(USER, with.name("u"))));
                }),
                scenario(ALTER_CLIENT_QUOTAS, "entities that can't be", with -> {
                    with.ask(alter(List.of(), set(PRODUCED, 1)));
                    with.ask(alter(entity("planet", "mars"), set(PRODUCED, 1)));
                    with.ask(alter(entity("", "mars"), set(PRODUCED, 1)));
                    with.ask(alter(entity(USER, ""), set(PRODUCED, 1)).setValidateOnly(true));
                    with.ask(alter(entity(IP, "no address"), set(CONNECTIONS, 1)));
                    with.ask(alter(both(entity(USER, "u"), entity(IP, "127.0.0.9")), set(PRODUCED, 1)));
                    with.ask(alter(both(entity(USER, "u"), entity(USER, "v")), set(PRODUCED, 1)));
                    with.ask(new AlterClientQuotasRequestData());
                }),
                scenario(DESCRIBE_CLIENT_QUOTAS, "one user's, and those of its clients", with -> {
                    String user = with.name("u");
                    with.prepare(alter(entity(USER, user), set(PRODUCED, 1000), set(CONSUMED, 1000)));
                    with.askUntil(describe(is(USER, user)), limits(2));
                    with.ask(describe(is(USER, user)).setStrict(true));
                    with.prepare(alter(both(entity(USER, user), entity(CLIENT_ID, "c")), set(PRODUCED, 10)));
                    with.askUntil(describe(is(USER, user), is(CLIENT_ID, "c")), limits(1));
                    with.ask(describe(is(USER, user)).setStrict(true));
                    with.ask(describe(is(USER, user), component(CLIENT_ID, ANY, null)));
                    with.ask(describe(is(USER, user), component(CLIENT_ID, DEFAULT, null)));
                    with.ask(describe(is(USER, with.name("unknown"))));
                }),
                scenario(DESCRIBE_CLIENT_QUOTAS, "filters that can't be", with -> {
                    with.ask(describe(component(USER, NO_MATCH_TYPE, null)));
                    with.ask(describe(component(USER, EXACT, null)));
                    with.ask(describe(component(USER, DEFAULT, "u")));
                    with.ask(describe(component(USER, ANY, "u")));
                    with.ask(describe(is("planet", "mars")));
                    with.ask(describe(is("", "mars")));
                    with.ask(describe(is(USER, "u"), is(USER, "v")));
                    with.ask(describe(is(USER, "u"), is(IP, "127.0.0.9")));
                    with.ask(describe(is(USER, "")));
                }));
    }

    private static AlterClientQuotasRequestData alter(
            List<AlterClientQuotasRequestData.EntityData> entity, AlterClientQuotasRequestData.OpData... operations) {
        return new AlterClientQuotasRequestData()
                .setEntries(List.of(new AlterClientQuotasRequestData.EntryData()
                        .setEntity(entity)
                        .setOps(Arrays.asList(operations))));
    }

    private static List<AlterClientQuotasRequestData.EntityData> entity(String type, String name) {
        return List.of(new AlterClientQuotasRequestData.EntityData()
                .setEntityType(type)
                .setEntityName(name));
    }

    private static List<AlterClientQuotasRequestData.EntityData> both(
            List<AlterClientQuotasRequestData.EntityData> one, List<AlterClientQuotasRequestData.EntityData> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private static AlterClientQuotasRequestData.OpData set(String key, double value) {
        return new AlterClientQuotasRequestData.OpData().setKey(key).setValue(value);
    }

    private static AlterClientQuotasRequestData.OpData remove(String key) {
        return new AlterClientQuotasRequestData.OpData().setKey(key).setRemove(true);
    }

    private static DescribeClientQuotasRequestData describe(
            DescribeClientQuotasRequestData.ComponentData... components) {
        return new DescribeClientQuotasRequestData().setComponents(Arrays.asList(components));
    }

    /** Apache Kafka's broker hears of limits after they are answered. */
    private static Predicate<DescribeClientQuotasResponseData> limits(int count) {
        return answer -> answer.entries() != null
                && answer.entries().stream()
                                .mapToInt(entry -> entry.values().size())
                                .sum()
                        == count;
    }

    private static DescribeClientQuotasRequestData.ComponentData is(String type, String name) {
        return component(type, EXACT, name);
    }

    private static DescribeClientQuotasRequestData.ComponentData component(
            String type, int matchType, @Nullable String match) {
        return new DescribeClientQuotasRequestData.ComponentData()
                .setEntityType(type)
                .setMatchType((byte) matchType)
                .setMatch(match);
    }
}
