package io.deliverytracking.broker.handler;

import org.apache.kafka.common.message.DescribeAclsRequestData;
import org.apache.kafka.common.message.DescribeAclsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** DescribeAcls: there is no authorizer, and so no ACL to describe; says so as Apache Kafka does. */
public final class DescribeAclsHandler implements ApiHandler<DescribeAclsRequestData, DescribeAclsResponseData> {

    /** Apache Kafka's words to those who want to change something; who describes is told a little more. */
    static final String NO_AUTHORIZER = "No Authorizer is configured.";

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.DESCRIBE_ACLS;
    }

    @Override
    public short lowestVersion() {
        return 1;
    }

    @Override
    public short highestVersion() {
        return 3;
    }

    @Override
    public void handle(RequestContext context, DescribeAclsRequestData request, Reply<DescribeAclsResponseData> reply) {
        reply.send(new DescribeAclsResponseData()
                .setErrorCode(Errors.SECURITY_DISABLED.code())
                .setErrorMessage("No Authorizer is configured on the broker"));
    }
}
