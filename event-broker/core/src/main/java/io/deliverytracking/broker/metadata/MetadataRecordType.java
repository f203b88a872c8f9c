package io.deliverytracking.broker.metadata;

import java.util.function.Function;
import org.apache.kafka.common.protocol.Readable;
import org.jspecify.annotations.Nullable;

/** The kinds of metadata records, with the id and version that lead their bytes. Ids are never reused. */
public enum MetadataRecordType {
    CLUSTER_FORMATTED(1, 0, MetadataRecord.ClusterFormatted::read),
    BROKER_REGISTERED(2, 0, MetadataRecord.BrokerRegistered::read),
    BROKER_UNREGISTERED(3, 0, MetadataRecord.BrokerUnregistered::read),
    TOPIC_CREATED(4, 0, MetadataRecord.TopicCreated::read),
    TOPIC_DELETED(5, 0, MetadataRecord.TopicDeleted::read),
    PARTITION_SET(6, 0, MetadataRecord.PartitionSet::read),
    CONFIG_SET(7, 0, MetadataRecord.ConfigSet::read),
    PRODUCER_IDS_RESERVED(8, 0, MetadataRecord.ProducerIdsReserved::read),
    CLIENT_QUOTA_SET(10, 0, MetadataRecord.ClientQuotaSet::read);

    private static final MetadataRecordType[] TYPES = values();

    private final byte id;
    private final byte version;
    private final Function<Readable, MetadataRecord> reader;

    MetadataRecordType(int id, int version, Function<Readable, MetadataRecord> reader) {
        this.id = (byte) id;
        this.version = (byte) version;
        this.reader = reader;
    }

    byte id() {
        return id;
    }

    /** The newest layout of this kind, the one that is written. */
    byte version() {
        return version;
    }

    MetadataRecord read(Readable body) {
        return reader.apply(body);
    }

    static @Nullable MetadataRecordType forId(byte id) {
        for (MetadataRecordType type : TYPES) {
            if (type.id == id) {
                return type;
            }
        }
        return null;
    }
}
