package io.deliverytracking.broker.handler;

import org.apache.kafka.common.message.DescribeTransactionsRequestData;
import org.apache.kafka.common.message.DescribeTransactionsResponseData;
import org.apache.kafka.common.message.DescribeTransactionsResponseData.TransactionState;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * DescribeTransactions: none of those asked for exists; why it is answered all the same, says
 * {@link ListTransactionsHandler}.
 *
 * <p>Source: KIP-664.
 */
public final class DescribeTransactionsHandler
        implements ApiHandler<DescribeTransactionsRequestData, DescribeTransactionsResponseData> {

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.DESCRIBE_TRANSACTIONS;
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
            DescribeTransactionsRequestData request,
            Reply<DescribeTransactionsResponseData> reply) {
        DescribeTransactionsResponseData response = new DescribeTransactionsResponseData();
        for (String transactionalId : request.transactionalIds()) {
            response.transactionStates()
                    .add(new TransactionState()
                            .setTransactionalId(transactionalId)
                            .setErrorCode(
                                    transactionalId.isEmpty()
                                            ? Errors.INVALID_REQUEST.code()
                                            : Errors.TRANSACTIONAL_ID_NOT_FOUND.code()));
        }
        reply.send(response);
    }
}
