package io.deliverytracking.broker.server;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.apache.kafka.common.protocol.Writable;

/**
 * Lets the generated message classes write into a Netty buffer. Records arrive through
 * {@link #writeByteBuffer}: the interface's own {@code writeRecords} hands on what lies in memory.
 *
 * <p>Threading: confined to the lane.
 */
class ByteBufWritable implements Writable {

    private final ByteBuf target;

    ByteBufWritable(ByteBuf target) {
        this.target = target;
    }

    @Override
    public void writeByte(byte value) {
        target.writeByte(value);
    }

    @Override
    public void writeShort(short value) {
        target.writeShort(value);
    }

    @Override
    public void writeInt(int value) {
        target.writeInt(value);
    }

    @Override
    public void writeLong(long value) {
        target.writeLong(value);
    }

    @Override
    public void writeDouble(double value) {
        target.writeDouble(value);
    }

    @Override
    public void writeByteArray(byte[] value) {
        target.writeBytes(value);
    }

    @Override
    public void writeByteBuffer(ByteBuffer value) {
        target.writeBytes(value.duplicate());
    }

    @Override
    public void writeUnsignedVarint(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            target.writeByte((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        target.writeByte(rest);
    }

    @Override
    public void writeVarint(int value) {
        writeUnsignedVarint((value << 1) ^ (value >> 31));
    }

    @Override
    public void writeVarlong(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            target.writeByte((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        target.writeByte((int) rest);
    }
}
