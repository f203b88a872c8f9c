package io.deliverytracking.analytics.journal;

import io.deliverytracking.analytics.domain.ClosedWindow;
import io.deliverytracking.analytics.domain.DeliveryStage;
import io.deliverytracking.analytics.domain.Refused;
import io.deliverytracking.analytics.domain.StageResult;
import io.deliverytracking.analytics.domain.WindowResult;
import io.deliverytracking.analytics.domain.WindowSize;
import io.deliverytracking.analytics.domain.ZoneResult;
import io.deliverytracking.analytics.domain.cell.CellFigures;
import io.deliverytracking.analytics.domain.sketch.Quantiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a {@link JournalEntry}.
 *
 * <pre>
 *   varint positions  { u64 u64 topic id, varint partition, varint position }
 *   varint seconds    { zigzag varint second, varint late, varint ahead }
 *   varint windows    { window }
 *
 *   window: u8 size, zigzag varint start (s), varint active riders, varint distinct riders, quantiles,
 *           varint zones  { varint events, riders, idle, busy, speed sum, quantiles, varint placed, delivered, open }
 *           varint states { varint orders }
 *           varint stages { u8 stage, varint count, varint sum (ms), quantiles }
 *           varint late, varint ahead, cells
 *   quantiles: u8 0, or u8 1 and three f32
 *   cells: u8 0, or u8 1, varint elsewhere,
 *          varint cells { varint number - preceding number, varint events, varint riders, varint speed sum }
 * </pre>
 *
 * Sizes and stages are written as their ordinals: a new one goes to the end, or the file gets another version.
 *
 * <p>Stateless.
 */
@SuppressWarnings("EnumOrdinal") // The format says so.
final class EntryCodec {

    private static final WindowSize[] SIZES = WindowSize.values();
    private static final DeliveryStage[] STAGES = DeliveryStage.values();
    private static final long MS_PER_S = 1_000;

    private EntryCodec() {}

    static byte[] encode(JournalEntry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Varint.write(out, entry.positions().size());
            for (Map.Entry<LogPartition, Long> position : entry.positions().entrySet()) {
                UUID topicId = position.getKey().topicId();
                out.writeLong(topicId.getMostSignificantBits());
                out.writeLong(topicId.getLeastSignificantBits());
                Varint.write(out, position.getKey().partition());
                Varint.write(out, position.getValue());
            }
            Varint.write(out, entry.refused().size());
            for (Map.Entry<Long, Refused> second : entry.refused().entrySet()) {
                Varint.writeSigned(out, second.getKey());
                writeRefused(out, second.getValue());
            }
            Varint.write(out, entry.windows().size());
            for (ClosedWindow window : entry.windows()) {
                writeWindow(out, window.window());
                writeCells(out, window.cells());
            }
        } catch (IOException e) {
            throw new AssertionError("memory can always be written", e);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException if these bytes are no entry */
    static JournalEntry decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        Map<LogPartition, Long> positions = new HashMap<>();
        for (long left = Varint.read(in); left > 0; left--) {
            LogPartition partition = new LogPartition(new UUID(in.readLong(), in.readLong()), Varint.readInt(in));
            positions.put(partition, Varint.read(in));
        }
        Map<Long, Refused> refused = new TreeMap<>();
        for (long left = Varint.read(in); left > 0; left--) {
            refused.put(Varint.readSigned(in), readRefused(in));
        }
        List<ClosedWindow> windows = new ArrayList<>();
        for (long left = Varint.read(in); left > 0; left--) {
            windows.add(new ClosedWindow(readWindow(in), readCells(in)));
        }
        return new JournalEntry(positions, refused, windows);
    }

    private static void writeWindow(DataOutputStream out, WindowResult window) throws IOException {
        out.writeByte(window.size().ordinal());
        Varint.writeSigned(out, window.startMs() / MS_PER_S);
        Varint.write(out, window.activeRiders());
        Varint.write(out, window.distinctRiders());
        writeQuantiles(out, window.speedCmS());
        Varint.write(out, window.zones().size());
        for (ZoneResult zone : window.zones()) {
            writeZone(out, zone);
        }
        Varint.write(out, window.ordersByState().size());
        for (long orders : window.ordersByState()) {
            Varint.write(out, orders);
        }
        Varint.write(out, window.stages().size());
        for (Map.Entry<DeliveryStage, StageResult> stage : window.stages().entrySet()) {
            out.writeByte(stage.getKey().ordinal());
            Varint.write(out, stage.getValue().count());
            Varint.write(out, stage.getValue().sumMs());
            writeQuantiles(out, stage.getValue().quantiles());
        }
        writeRefused(out, window.refused());
    }

    private static WindowResult readWindow(DataInputStream in) throws IOException {
        WindowSize size = SIZES[in.readByte()];
        long startMs = Varint.readSigned(in) * MS_PER_S;
        int activeRiders = Varint.readInt(in);
        long distinctRiders = Varint.read(in);
        Quantiles speed = readQuantiles(in);
        List<ZoneResult> zones = new ArrayList<>();
        for (long left = Varint.read(in); left > 0; left--) {
            zones.add(readZone(in));
        }
        List<Long> ordersByState = new ArrayList<>();
        for (long left = Varint.read(in); left > 0; left--) {
            ordersByState.add(Varint.read(in));
        }
        Map<DeliveryStage, StageResult> stages = new EnumMap<>(DeliveryStage.class);
        for (long left = Varint.read(in); left > 0; left--) {
            DeliveryStage stage = STAGES[in.readByte()];
            long count = Varint.read(in);
            long sumMs = Varint.read(in);
            Quantiles quantiles = readQuantiles(in);
            if (quantiles == null) {
                throw new IOException("stage " + stage + " without quantiles");
            }
            stages.put(stage, new StageResult(count, sumMs, quantiles));
        }
        return new WindowResult(
                size,
                startMs,
                activeRiders,
                distinctRiders,
                speed,
                List.copyOf(zones),
                List.copyOf(ordersByState),
                stages.isEmpty() ? Map.of() : stages,
                readRefused(in));
    }

    private static void writeZone(DataOutputStream out, ZoneResult zone) throws IOException {
        Varint.write(out, zone.events());
        Varint.write(out, zone.riders());
        Varint.write(out, zone.idleRiders());
        Varint.write(out, zone.busyRiders());
        Varint.write(out, zone.speedSumCmS());
        writeQuantiles(out, zone.speedCmS());
        Varint.write(out, zone.ordersPlaced());
        Varint.write(out, zone.ordersDelivered());
        Varint.write(out, zone.openOrders());
    }

    private static ZoneResult readZone(DataInputStream in) throws IOException {
        return new ZoneResult(
                Varint.read(in),
                Varint.readInt(in),
                Varint.readInt(in),
                Varint.readInt(in),
                Varint.read(in),
                readQuantiles(in),
                Varint.read(in),
                Varint.read(in),
                Varint.read(in));
    }

    private static void writeRefused(DataOutputStream out, Refused refused) throws IOException {
        Varint.write(out, refused.late());
        Varint.write(out, refused.ahead());
    }

    private static Refused readRefused(DataInputStream in) throws IOException {
        return new Refused(Varint.read(in), Varint.read(in));
    }

    private static void writeQuantiles(DataOutputStream out, @Nullable Quantiles quantiles) throws IOException {
        out.writeBoolean(quantiles != null);
        if (quantiles != null) {
            out.writeFloat(quantiles.p50());
            out.writeFloat(quantiles.p90());
            out.writeFloat(quantiles.p99());
        }
    }

    private static @Nullable Quantiles readQuantiles(DataInputStream in) throws IOException {
        return in.readBoolean() ? new Quantiles(in.readFloat(), in.readFloat(), in.readFloat()) : null;
    }

    private static void writeCells(DataOutputStream out, @Nullable CellFigures cells) throws IOException {
        out.writeBoolean(cells != null);
        if (cells == null) {
            return;
        }
        Varint.write(out, cells.elsewhere());
        Varint.write(out, cells.size());
        long preceding = 0;
        for (int i = 0; i < cells.size(); i++) {
            Varint.write(out, cells.cell()[i] - preceding);
            preceding = cells.cell()[i];
            Varint.write(out, cells.events()[i]);
            Varint.write(out, cells.riders()[i]);
            Varint.write(out, cells.speedSumCmS()[i]);
        }
    }

    private static @Nullable CellFigures readCells(DataInputStream in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        long elsewhere = Varint.read(in);
        int size = Varint.readInt(in);
        // Four bytes a cell at least: no length that was made up takes more memory than the entry has bytes.
        if (size > in.available()) {
            throw new IOException(size + " cells in " + in.available() + " bytes");
        }
        long[] cell = new long[size];
        int[] events = new int[size];
        int[] riders = new int[size];
        long[] speedSumCmS = new long[size];
        long preceding = 0;
        for (int i = 0; i < size; i++) {
            cell[i] = preceding + Varint.read(in);
            preceding = cell[i];
            events[i] = Varint.readInt(in);
            riders[i] = Varint.readInt(in);
            speedSumCmS[i] = Varint.read(in);
        }
        return new CellFigures(cell, events, riders, speedSumCmS, elsewhere);
    }
}
