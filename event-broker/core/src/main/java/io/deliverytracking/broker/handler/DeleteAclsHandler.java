package io.deliverytracking.broker.handler;

import org.apache.kafka.common.message.DeleteAclsRequestData;
import org.apache.kafka.common.message.DeleteAclsResponseData;
import org.apache.kafka.common.message.DeleteAclsResponseData.DeleteAclsFilterResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** DeleteAcls: there is no authorizer, and so no ACL to delete; each filter is refused as Apache Kafka does. */
public final class DeleteAclsHandler implements ApiHandler<DeleteAclsRequestData, DeleteAclsResponseData> {

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.DELETE_ACLS;
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
    public void handle(RequestContext context, DeleteAclsRequestData request, Reply<DeleteAclsResponseData> reply) {
        DeleteAclsResponseData response = new DeleteAclsResponseData();
        request.filters()
                .forEach(filter -> response.filterResults()
                        .add(new DeleteAclsFilterResult()
                                .setErrorCode(Errors.SECURITY_DISABLED.code())
                                .setErrorMessage(DescribeAclsHandler.NO_AUTHORIZER)));
        reply.send(response);
    }
}
