package io.deliverytracking.broker.handler;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.message.ListTransactionsRequestData;
import org.apache.kafka.common.message.ListTransactionsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * ListTransactions: there are none. Filters are checked all the same.
 *
 * <p>Answered, though this broker has no transactions, because consoles and {@code kafka-transactions} ask every broker
 * what there is, and an empty list is true. Nobody concludes from it that transactions could be begun: who wants one asks
 * InitProducerId, which refuses a transactional id.
 *
 * <p>Source: KIP-664, KIP-994 (duration, version 1), KIP-1152 (pattern, version 2).
 */
public final class ListTransactionsHandler
        implements ApiHandler<ListTransactionsRequestData, ListTransactionsResponseData> {

    private static final Set<String> STATES = Set.of(
            "Empty",
            "Ongoing",
            "PrepareCommit",
            "PrepareAbort",
            "CompleteCommit",
            "CompleteAbort",
            "Dead",
            "PrepareEpochFence");

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.LIST_TRANSACTIONS;
    }

    @Override
    public short lowestVersion() {
        return 0;
    }

    @Override
    public short highestVersion() {
        return 2;
    }

    @Override
    public void handle(
            RequestContext context, ListTransactionsRequestData request, Reply<ListTransactionsResponseData> reply) {
        ListTransactionsResponseData response = new ListTransactionsResponseData();
        if (!isPattern(request.transactionalIdPattern())) {
            reply.send(response.setErrorCode(Errors.INVALID_REGULAR_EXPRESSION.code()));
            return;
        }
        for (String state : request.stateFilters()) {
            if (!STATES.contains(state)) {
                response.unknownStateFilters().add(state);
            }
        }
        reply.send(response);
    }

    private static boolean isPattern(@Nullable String text) {
        if (text == null) {
            return true;
        }
        try {
            Pattern unused = Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
