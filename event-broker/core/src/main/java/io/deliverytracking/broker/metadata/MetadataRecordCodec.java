package io.deliverytracking.broker.metadata;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.DataOutputStreamWritable;

/**
 * A batch of metadata records as bytes.
 *
 * <pre>
 * batch  := count:uvarint record*
 * record := type:int8 version:int8 body         bodies: see {@link MetadataRecord}
 * </pre>
 *
 * <p>Failure: bytes of an unknown type or version, or that end early or late, throw {@link
 * IllegalArgumentException}. They passed a checksum before they came here, so they are not damaged: a
 * newer version of this program wrote them.
 */
final class MetadataRecordCodec {

    private MetadataRecordCodec() {}

    static byte[] encode(List<MetadataRecord> records) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * records.size() + 8);
        DataOutputStreamWritable out = new DataOutputStreamWritable(new DataOutputStream(bytes));
        out.writeUnsignedVarint(records.size());
        for (MetadataRecord record : records) {
            out.writeByte(record.type().id());
            out.writeByte(record.type().version());
            record.writeBody(out);
        }
        out.flush();
        return bytes.toByteArray();
    }

    static List<MetadataRecord> decode(ByteBuffer bytes) {
        ByteBufferAccessor in = new ByteBufferAccessor(bytes);
        List<MetadataRecord> records;
        try {
            int count = in.readUnsignedVarint();
            records = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                records.add(decodeOne(in));
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("the metadata batch cannot be read: " + e.getMessage(), e);
        }
        if (bytes.hasRemaining()) {
            throw new IllegalArgumentException(bytes.remaining() + " bytes are left over behind the metadata batch");
        }
        return records;
    }

    private static MetadataRecord decodeOne(ByteBufferAccessor in) {
        byte id = in.readByte();
        byte version = in.readByte();
        MetadataRecordType type = MetadataRecordType.forId(id);
        if (type == null || version < 0 || version > type.version()) {
            throw new IllegalArgumentException("record type " + id + " version " + version + " is not known here");
        }
        return type.read(in);
    }
}
