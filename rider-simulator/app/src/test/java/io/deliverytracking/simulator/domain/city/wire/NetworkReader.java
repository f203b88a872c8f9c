package io.deliverytracking.simulator.domain.city.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the binary form back, as a client would; coordinates in 1e-6 degrees. */
final class NetworkReader {

    record Feature(String name, List<int[]> points) {}

    record Section(int kind, int rank, List<Feature> features) {}

    final int version;
    final int southE7;
    final int westE7;
    final int northE7;
    final int eastE7;
    final List<Section> sections = new ArrayList<>();

    private final byte[] bytes;
    private int at;

    NetworkReader(byte[] bytes) {
        this.bytes = bytes;
        if (u32() != 0x4e435444) {
            throw new IllegalArgumentException("not a network");
        }
        version = u16();
        int count = u16();
        southE7 = u32();
        westE7 = u32();
        northE7 = u32();
        eastE7 = u32();
        for (int i = 0; i < count; i++) {
            sections.add(section());
        }
        if (at != bytes.length) {
            throw new IllegalArgumentException(bytes.length - at + " bytes too many");
        }
    }

    List<Feature> features(int kind, int rank) {
        return sections.stream()
                .filter(section -> section.kind == kind && section.rank == rank)
                .flatMap(section -> section.features.stream())
                .toList();
    }

    private Section section() {
        int kind = u8();
        int rank = u8();
        if (u16() != 0) {
            throw new IllegalArgumentException("the reserved bytes of a section are not zero");
        }
        int end = u32() + at;
        int latitude = Math.floorDiv(southE7, 10);
        int longitude = Math.floorDiv(westE7, 10);
        List<Feature> features = new ArrayList<>();
        int count = varint();
        for (int i = 0; i < count; i++) {
            int length = varint();
            String name = new String(bytes, at, length, StandardCharsets.UTF_8);
            at += length;
            List<int[]> points = new ArrayList<>();
            int corners = varint();
            for (int j = 0; j < corners; j++) {
                latitude += zigzag();
                longitude += zigzag();
                points.add(new int[] {latitude, longitude});
            }
            features.add(new Feature(name, points));
        }
        if (at != end) {
            throw new IllegalArgumentException("a section of kind " + kind + " ends at " + at + " and not at " + end);
        }
        return new Section(kind, rank, features);
    }

    private int u8() {
        return bytes[at++] & 0xff;
    }

    private int u16() {
        return u8() | u8() << 8;
    }

    private int u32() {
        return u16() | u16() << 16;
    }

    private int varint() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = u8();
            value |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }

    private int zigzag() {
        int value = varint();
        return value >>> 1 ^ -(value & 1);
    }
}
