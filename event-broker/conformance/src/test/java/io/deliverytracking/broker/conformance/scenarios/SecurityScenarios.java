package io.deliverytracking.broker.conformance.scenarios;

import static io.deliverytracking.broker.conformance.script.Scenario.scenario;
import static org.apache.kafka.common.protocol.ApiKeys.CREATE_ACLS;
import static org.apache.kafka.common.protocol.ApiKeys.DELETE_ACLS;
import static org.apache.kafka.common.protocol.ApiKeys.DESCRIBE_USER_SCRAM_CREDENTIALS;

import io.deliverytracking.broker.conformance.script.Scenario;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.kafka.common.message.CreateAclsRequestData;
import org.apache.kafka.common.message.DeleteAclsRequestData;
import org.apache.kafka.common.message.DescribeUserScramCredentialsRequestData;

/** What a broker without an authorizer says to those who ask for security. */
final class SecurityScenarios {

    private static final byte TOPIC = 2;
    private static final byte LITERAL = 3;
    private static final byte READ = 3;
    private static final byte ALLOW = 3;
    private static final byte UNKNOWN = 0;
    private static final byte ANY = 1;

    private SecurityScenarios() {}

    static Stream<Scenario> all() {
        return Stream.of(
                scenario(CREATE_ACLS, "without an authorizer", with -> {
                    with.ask(create(with.name("t"), "User:anna"));
                    with.ask(create(with.name("t"), "User:anna", "User:bert"));
                    with.ask(create("", "User:anna"));
                    with.ask(create(with.name("t"), "nobody"));
                    with.ask(new CreateAclsRequestData());
                }),
                scenario(CREATE_ACLS, "what is none", with -> {
                    CreateAclsRequestData unknown = create(with.name("t"), "User:anna");
                    unknown.creations().get(0).setOperation(UNKNOWN);
                    with.ask(unknown);
                }),
                scenario(DELETE_ACLS, "without an authorizer", with -> {
                    with.ask(delete(ANY));
                    with.ask(delete(ANY, READ));
                    with.ask(new DeleteAclsRequestData());
                }),
                scenario(DELETE_ACLS, "what is none", with -> with.ask(delete(UNKNOWN))),
                scenario(DESCRIBE_USER_SCRAM_CREDENTIALS, "of users that there are not", with -> {
                    with.ask(scram(with.name("u")));
                    with.ask(scram(with.name("u"), with.name("v")));
                    with.ask(scram(with.name("u"), with.name("u")));
                    with.ask(scram(""));
                    with.ask(scram());
                    with.ask(new DescribeUserScramCredentialsRequestData().setUsers(null));
                }));
    }

    private static CreateAclsRequestData create(String topic, String... principals) {
        return new CreateAclsRequestData()
                .setCreations(Arrays.stream(principals)
                        .map(principal -> new CreateAclsRequestData.AclCreation()
                                .setResourceType(TOPIC)
                                .setResourceName(topic)
                                .setResourcePatternType(LITERAL)
                                .setPrincipal(principal)
                                .setHost("*")
                                .setOperation(READ)
                                .setPermissionType(ALLOW))
                        .toList());
    }

    private static DeleteAclsRequestData delete(byte... operations) {
        DeleteAclsRequestData request = new DeleteAclsRequestData();
        for (byte operation : operations) {
            request.filters()
                    .add(new DeleteAclsRequestData.DeleteAclsFilter()
                            .setResourceTypeFilter(TOPIC)
                            .setResourceNameFilter(null)
                            .setPatternTypeFilter(LITERAL)
                            .setPrincipalFilter(null)
                            .setHostFilter(null)
                            .setOperation(operation)
                            .setPermissionType(ALLOW));
        }
        return request;
    }

    private static DescribeUserScramCredentialsRequestData scram(String... users) {
        return new DescribeUserScramCredentialsRequestData()
                .setUsers(Stream.of(users)
                        .map(user -> new DescribeUserScramCredentialsRequestData.UserName().setName(user))
                        .toList());
    }
}
