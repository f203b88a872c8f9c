package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.metadata.ProducerIds;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Gives an idempotent producer its id: each id once in the life of the cluster.
 *
 * <p>A producer that comes back with an id gets a new one, as on Apache Kafka. A transactional id is refused with
 * UNSUPPORTED_VERSION: there are no transactions here, and a client takes this error as final.
 *
 * <p>Source: KIP-98, KIP-360, KIP-730.
 */
public final class InitProducerIdHandler implements ApiHandler<InitProducerIdRequestData, InitProducerIdResponseData> {

    private static final long NO_ID = -1;
    private static final short NO_EPOCH = -1;
    private static final short FIRST_EPOCH = 0;

    private final ProducerIds producerIds;

    public InitProducerIdHandler(ProducerIds producerIds) {
        this.producerIds = producerIds;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.INIT_PRODUCER_ID;
    }

    @Override
    public short lowestVersion() {
        return 0;
    }

    @Override
    public short highestVersion() {
        return 5;
    }

    @Override
    public void handle(
            RequestContext context, InitProducerIdRequestData request, Reply<InitProducerIdResponseData> reply) {
        boolean halfAnId = (request.producerId() == NO_ID) != (request.producerEpoch() == NO_EPOCH);
        String transactionalId = request.transactionalId();
        if (halfAnId || (transactionalId != null && transactionalId.isEmpty())) {
            reply.send(failed(Errors.INVALID_REQUEST));
        } else if (transactionalId != null) {
            reply.send(failed(Errors.UNSUPPORTED_VERSION));
        } else {
            producerIds.next((id, failure) -> reply.send(
                    id == null
                            ? failed(failure == null ? Errors.UNKNOWN_SERVER_ERROR : errorOf(failure))
                            : new InitProducerIdResponseData().setProducerId(id).setProducerEpoch(FIRST_EPOCH)));
        }
    }

    /** Producers of earlier versions give up at KAFKA_STORAGE_ERROR; all ask again at what says that there is no id yet. */
    private static Errors errorOf(Throwable failure) {
        return failure instanceof KafkaStorageException
                ? Errors.COORDINATOR_LOAD_IN_PROGRESS
                : Errors.forException(failure);
    }

    private static InitProducerIdResponseData failed(Errors error) {
        return new InitProducerIdResponseData()
                .setErrorCode(error.code())
                .setProducerId(NO_ID)
                .setProducerEpoch(NO_EPOCH);
    }
}
