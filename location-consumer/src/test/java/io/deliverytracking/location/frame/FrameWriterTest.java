package io.deliverytracking.location.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.location.domain.GeoBox;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes themselves: whoever changes one of these changes the protocol. */
class FrameWriterTest {

    private static final GeoBox BOX = new GeoBox(520_000_000, 130_000_000, 530_000_000, 140_000_000);

    private final FrameWriter writer = new FrameWriter(10, 10);

    @Test
    void aDeltaHasTheBytesOfItsDocumentation() {
        writer.begin(FrameWriter.DELTA, 7, 3, 1_000, BOX);
        writer.rider(5, 0, 65_535, 1, 0, 0);
        writer.removed(2);
        writer.rider(300, 1, 256, 4, 359, 150);
        writer.removed(200);
        assertThat(hex(writer.end(FrameWriter.LIMITED, 9, 11)))
                .isEqualTo("01 02 0100 07000000 03000000 09000000 0000000000408f40".replace(" ", "")
                        + "0092fe1e" + "80a4bf07" + "8028971f" + "003b5808"
                        + "0b000000" + "02000000" + "02000000"
                        + "05 0000 ffff 01 00".replace(" ", "")
                        + "a702 0100 0001 b4 9601".replace(" ", "")
                        + "02" + "c601");
    }

    @Test
    void cellsHaveTheBytesOfTheirDocumentation() {
        writer.begin(FrameWriter.CELLS, 0xFFFF_FFFF, 0, 0, BOX);
        writer.grid(96, 64);
        writer.cell(0, 1, 0, 0);
        writer.cell(6_143, 1_000, 128, 255);
        assertThat(hex(writer.end(0, 0, 1_001)))
                .isEqualTo("01 03 0000 ffffffff 00000000 00000000 0000000000000000".replace(" ", "")
                        + "0092fe1e" + "80a4bf07" + "8028971f" + "003b5808"
                        + "e9030000" + "02000000" + "6000" + "4000"
                        + "00 01 00 00".replace(" ", "")
                        + "ff2f e807 8001 ff".replace(" ", ""));
    }

    @Test
    void aFrameLeavesNothingBehindInTheNext() {
        writer.begin(FrameWriter.SNAPSHOT, 1, 0, 0, BOX);
        writer.rider(1, 1, 1, 1, 1, 1);
        writer.removed(9);
        writer.end(FrameWriter.LIMITED, 5, 5);
        writer.begin(FrameWriter.DELTA, 1, 1, 0, BOX);
        byte[] second = writer.end(0, 0, 0);
        writer.begin(FrameWriter.DELTA, 1, 1, 0, BOX);
        assertThat(second).isEqualTo(writer.end(0, 0, 0)).hasSize(FrameWriter.HEADER_BYTES);
    }

    @Test
    void theLargestEntriesFitAndOneMoreDoesNot() {
        FrameWriter small = new FrameWriter(2, 1);
        small.begin(FrameWriter.DELTA, 1, 0, 0, BOX);
        small.rider(Integer.MAX_VALUE - 1, 65_535, 65_535, 4, 359, FrameWriter.MAX_AGE_STEPS);
        small.rider(Integer.MAX_VALUE, 65_535, 65_535, 4, 359, FrameWriter.MAX_AGE_STEPS);
        small.removed(Integer.MAX_VALUE - 1);
        small.removed(Integer.MAX_VALUE);
        assertThat(DecodedFrame.of(small.end(0, 0, 2)).riders())
                .containsEntry(
                        Integer.MAX_VALUE,
                        new DecodedFrame.Position(65_535, 65_535, 4, 22, FrameWriter.MAX_AGE_STEPS * 10));
        assertThatThrownBy(() -> {
                    small.rider(Integer.MAX_VALUE, 0, 0, 1, 0, 0);
                    small.rider(Integer.MAX_VALUE, 0, 0, 1, 0, 0);
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("bound");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
