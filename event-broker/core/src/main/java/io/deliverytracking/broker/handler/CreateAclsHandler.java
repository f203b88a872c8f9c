package io.deliverytracking.broker.handler;

import org.apache.kafka.common.message.CreateAclsRequestData;
import org.apache.kafka.common.message.CreateAclsResponseData;
import org.apache.kafka.common.message.CreateAclsResponseData.AclCreationResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** CreateAcls: there is no authorizer, and so no ACL is taken; each is refused as Apache Kafka does. */
public final class CreateAclsHandler implements ApiHandler<CreateAclsRequestData, CreateAclsResponseData> {

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.CREATE_ACLS;
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
    public void handle(RequestContext context, CreateAclsRequestData request, Reply<CreateAclsResponseData> reply) {
        CreateAclsResponseData response = new CreateAclsResponseData();
        request.creations()
                .forEach(creation -> response.results()
                        .add(new AclCreationResult()
                                .setErrorCode(Errors.SECURITY_DISABLED.code())
                                .setErrorMessage(DescribeAclsHandler.NO_AUTHORIZER)));
        reply.send(response);
    }
}
