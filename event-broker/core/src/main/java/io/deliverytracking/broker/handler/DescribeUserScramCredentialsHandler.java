package io.deliverytracking.broker.handler;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.message.DescribeUserScramCredentialsRequestData;
import org.apache.kafka.common.message.DescribeUserScramCredentialsRequestData.UserName;
import org.apache.kafka.common.message.DescribeUserScramCredentialsResponseData;
import org.apache.kafka.common.message.DescribeUserScramCredentialsResponseData.DescribeUserScramCredentialsResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * DescribeUserScramCredentials: nobody has any, because nobody can authenticate. {@code kafka-configs} asks for them
 * beside a user's quotas.
 *
 * <p>Unlike Apache Kafka, credentials can't be set: AlterUserScramCredentials is not among the APIs of this broker, so
 * that no administrator believes in a password that nothing asks for.
 *
 * <p>Source: KIP-554.
 */
public final class DescribeUserScramCredentialsHandler
        implements ApiHandler<DescribeUserScramCredentialsRequestData, DescribeUserScramCredentialsResponseData> {

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.DESCRIBE_USER_SCRAM_CREDENTIALS;
    }

    @Override
    public short lowestVersion() {
        return 0;
    }

    @Override
    public short highestVersion() {
        return 0;
    }

    @Override
    public void handle(
            RequestContext context,
            DescribeUserScramCredentialsRequestData request,
            Reply<DescribeUserScramCredentialsResponseData> reply) {
        DescribeUserScramCredentialsResponseData response = new DescribeUserScramCredentialsResponseData();
        if (request.users() != null) {
            Set<String> seen = new HashSet<>();
            Set<String> repeated = new HashSet<>();
            for (UserName user : request.users()) {
                if (!seen.add(user.name())) {
                    repeated.add(user.name());
                }
            }
            for (UserName user : request.users()) {
                if (seen.remove(user.name())) {
                    response.results().add(refused(user.name(), repeated.contains(user.name())));
                }
            }
        }
        reply.send(response);
    }

    private static DescribeUserScramCredentialsResult refused(String user, boolean repeated) {
        return repeated
                ? new DescribeUserScramCredentialsResult()
                        .setUser(user)
                        .setErrorCode(Errors.DUPLICATE_RESOURCE.code())
                        .setErrorMessage(
                                "Cannot describe SCRAM credentials for the same user twice in a single request: "
                                        + user)
                : new DescribeUserScramCredentialsResult()
                        .setUser(user)
                        .setErrorCode(Errors.RESOURCE_NOT_FOUND.code())
                        .setErrorMessage("Attempt to describe a user credential that does not exist: " + user);
    }
}
