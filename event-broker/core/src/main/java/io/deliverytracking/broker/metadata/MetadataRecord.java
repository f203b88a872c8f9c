package io.deliverytracking.broker.metadata;

import static io.deliverytracking.broker.metadata.MetadataBytes.readInts;
import static io.deliverytracking.broker.metadata.MetadataBytes.readNullableString;
import static io.deliverytracking.broker.metadata.MetadataBytes.readString;
import static io.deliverytracking.broker.metadata.MetadataBytes.writeInts;
import static io.deliverytracking.broker.metadata.MetadataBytes.writeString;

import io.deliverytracking.broker.quota.QuotaEntity;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.protocol.Readable;
import org.apache.kafka.common.protocol.Writable;
import org.jspecify.annotations.Nullable;

/**
 * One change of the cluster's metadata, as it stands in the metadata log. Records carry decisions,
 * never requests: replaying them needs no clock, no randomness and no validation.
 *
 * <p>Bytes, after the type and version that {@link MetadataRecordCodec} puts before them (written by
 * hand, because the official client carries no classes for them):
 *
 * <pre>
 * ClusterFormatted    := clusterId:string
 * BrokerRegistered    := brokerId:varint brokerEpoch:varlong fenced:int8 rack:string
 *                        count:uvarint (listener:string host:string port:uvarint)*
 * BrokerUnregistered  := brokerId:varint
 * TopicCreated        := name:string topicId:uuid
 * TopicDeleted        := topicId:uuid
 * PartitionSet        := topicId:uuid partition:varint replicas:ints isr:ints leader:varint
 *                        leaderEpoch:varint partitionEpoch:varint
 * ConfigSet           := resourceType:int8 resourceName:string key:string value:string
 * ProducerIdsReserved := nextProducerId:varlong
 * ClientQuotaSet      := user:string clientId:string key:string set:int8 value:float64
 * </pre>
 */
public sealed interface MetadataRecord {

    /** What kind of record this is; its id leads the record's bytes. */
    MetadataRecordType type();

    /** Applies this record to the next image. */
    void replayOnto(MetadataImage.Builder image);

    /** Writes the body in its newest layout. */
    void writeBody(Writable out);

    /** The cluster got its id: the first record of every log. */
    record ClusterFormatted(String clusterId) implements MetadataRecord {

        static ClusterFormatted read(Readable in) {
            return new ClusterFormatted(readString(in));
        }

        @Override
        public MetadataRecordType type() {
            return MetadataRecordType.CLUSTER_FORMATTED;
        }

        @Override
        public void replayOnto(MetadataImage.Builder image) {
            image.formatCluster(clusterId);
        }

        @Override
        public void writeBody(Writable out) {
            writeString(out, clusterId);
        }
    }

    /** A broker registered, re-registered, was fenced or unfenced: the whole registration replaces the old. */
    record BrokerRegistered(BrokerRegistration registration) implements MetadataRecord {

        static BrokerRegistered read(Readable in) {
            int brokerId = in.readVarint();
            long brokerEpoch = in.readVarlong();
            boolean fenced = in.readByte() != 0;
            String rack = readNullableString(in);
            int count = in.readUnsignedVarint();
            List<BrokerEndpoint> endpoints = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                endpoints.add(new BrokerEndpoint(readString(in), readString(in), in.readUnsignedVarint()));
            }
            return new BrokerRegistered(new BrokerRegistration(brokerId, brokerEpoch, endpoints, rack, fenced));
        }

        @Override
        public MetadataRecordType type() {
            return MetadataRecordType.BROKER_REGISTERED;
        }

        @Override
        public void replayOnto(MetadataImage.Builder image) {
            image.setBroker(registration);
        }

        @Override
        public void writeBody(Writable out) {
            out.writeVarint(registration.brokerId());
            out.writeVarlong(registration.brokerEpoch());
            out.writeByte((byte) (registration.fenced() ? 1 : 0));
            writeString(out, registration.rack());
            out.writeUnsignedVarint(registration.endpoints().size());
            for (BrokerEndpoint endpoint : registration.endpoints()) {
                writeString(out, endpoint.listener());
                writeString(out, endpoint.host());
                out.writeUnsignedVarint(endpoint.port());
            }
        }
    }

    /** A broker left for good. */
    record BrokerUnregistered(int brokerId) implements MetadataRecord {

        static BrokerUnregistered read(Readable in) {
            return new BrokerUnregistered(in.readVarint());
        }

        @Override
        public MetadataRecordType type() {
            return MetadataRecordType.BROKER_UNREGISTERED;
        }

        @Override
        public void replayOnto(MetadataImage.Builder image) {
            image.removeBroker(brokerId);
        }

        @Override
        public void writeBody(Writable out) {
            out.writeVarint(brokerId);
        }
    }

    /** A topic exists; its partitions follow in the same batch. */
    record TopicCreated(String name, Uuid topicId) implements MetadataRecord {

        static TopicCreated read(Readable in) {
            return new TopicCreated(readString(in), in.readUuid());
        }

        @Override
        public MetadataRecordType type() {
            return MetadataRecordType.TOPIC_CREATED;
        }

        @Override
        public void replayOnto(MetadataImage.Builder image) {
            image.createTopic(name, topicId);
        }

        @Override
        public void writeBody(Writable out) {
            writeString(out, name);
            out.writeUuid(topicId);
        }
    }

    /** A topic, its partitions and its configuration are gone. */
    record TopicDeleted(Uuid topicId) implements MetadataRecord {

        static TopicDeleted read(Readable in) {
            return new TopicDeleted(in.readUuid());
        }

        @Override
        public MetadataRecordType type() {
            return MetadataRecordType.TOPIC_DELETED;
        }

        @Override
        public void replayOnto(MetadataImage.Builder image) {
            image.deleteTopic(topicId);
        }

        @Override
        public void writeBody(Writable out) {
            out.writeUuid(topicId);
        }
    }

    /** A partition was added (its index is the next one) or changed (replicas, ISR, leader, epochs). */
    record PartitionSet(Uuid topicId, PartitionImage partition) implements MetadataRecord {

        static PartitionSet read(Readable in) {
            return new PartitionSet(
                    in.readUuid(),
                    new PartitionImage(
                            in.readVarint(),
                            readInts(in),
                            readInts(in),
                            in.readVarint(),
                            in.readVarint(),
                            in.readVarint()));
        }

        @Override
        public MetadataRecordType type() {
            return MetadataRecordType.PARTITION_SET;
        }

        @Override
        public void replayOnto(MetadataImage.Builder image) {
            image.setPartition(topicId, partition);
        }

        @Override
        public void writeBody(Writable out) {
            out.writeUuid(topicId);
            out.writeVarint(partition.partition());
            writeInts(out, partition.replicas());
            writeInts(out, partition.isr());
            out.writeVarint(partition.leader());
            out.writeVarint(partition.leaderEpoch());
            out.writeVarint(partition.partitionEpoch());
        }
    }

    /** One configuration key of a resource was set, or with a null value removed. */
    record ConfigSet(
            ConfigResource resource, String key, @Nullable String value) implements MetadataRecord {

        static ConfigSet read(Readable in) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.forId(in.readByte()), readString(in));
            return new ConfigSet(resource, readString(in), readNullableString(in));
        }

        @Override
        public MetadataRecordType type() {
            return MetadataRecordType.CONFIG_SET;
        }

        @Override
        public void replayOnto(MetadataImage.Builder image) {
            image.setConfig(resource, key, value);
        }

        @Override
        public void writeBody(Writable out) {
            out.writeByte(resource.type().id());
            writeString(out, resource.name());
            writeString(out, key);
            writeString(out, value);
        }
    }

    /** Every producer id below {@code nextProducerId} is handed out to some broker. */
    record ProducerIdsReserved(long nextProducerId) implements MetadataRecord {

        static ProducerIdsReserved read(Readable in) {
            return new ProducerIdsReserved(in.readVarlong());
        }

        @Override
        public MetadataRecordType type() {
            return MetadataRecordType.PRODUCER_IDS_RESERVED;
        }

        @Override
        public void replayOnto(MetadataImage.Builder image) {
            image.reserveProducerIds(nextProducerId);
        }

        @Override
        public void writeBody(Writable out) {
            out.writeVarlong(nextProducerId);
        }
    }

    /** A quota of a user, a client id or both was set, or with a null value removed. */
    record ClientQuotaSet(
            QuotaEntity entity, String key, @Nullable Double value) implements MetadataRecord {

        static ClientQuotaSet read(Readable in) {
            QuotaEntity entity = new QuotaEntity(readNullableString(in), readNullableString(in));
            String key = readString(in);
            boolean set = in.readByte() != 0;
            double value = in.readDouble();
            return new ClientQuotaSet(entity, key, set ? Double.valueOf(value) : null);
        }

        @Override
        public MetadataRecordType type() {
            return MetadataRecordType.CLIENT_QUOTA_SET;
        }

        @Override
        public void replayOnto(MetadataImage.Builder image) {
            image.setClientQuota(entity, key, value);
        }

        @Override
        public void writeBody(Writable out) {
            writeString(out, entity.user());
            writeString(out, entity.clientId());
            writeString(out, key);
            out.writeByte((byte) (value == null ? 0 : 1));
            out.writeDouble(value == null ? 0 : value);
        }
    }
}
