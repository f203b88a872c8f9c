package io.deliverytracking.analytics.domain.cell;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.elasticsearch.h3.H3;

/**
 * Gives every cell in which a rider was seen a small number, and finds the cell of a fix.
 *
 * <p>H3 takes 220 ns a fix. A rider mostly stays in the cell of its last fix, so that cell is tried first: within the
 * {@link InnerCircle} around its centre no other cell can be meant. Four fifths of the area of a hexagon lie in there.
 *
 * <p>Bounds: {@link #CAPACITY} cells; a fix in any further one is {@link #ELSEWHERE}. At the resolution of 8 that is the
 * area of a country (48,000 km²); who sees more asks for a coarser one. Cells are never forgotten. One int a rider.
 *
 * <p>Not thread-safe.
 */
public final class CellDirectory {

    /** The index of all cells that have none of their own. */
    public static final int ELSEWHERE = -1;

    /** Each costs some 200 bytes here, and 16 in every open window. */
    static final int CAPACITY = 1 << 16;

    /** 2^64 divided by the golden ratio; odd, so that different cells stay different. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final int resolution;
    private final int capacity;

    /** By the cell's number, spread: cells of one city differ in bits that a map would fold onto each other. */
    private final Map<Long, Integer> indexes = new HashMap<>();

    private long[] cells = new long[64];
    private InnerCircle[] circles = new InnerCircle[64];

    /** The index of each rider slot's last cell, plus one; 0 for none. */
    private int[] lastCell = {};

    /** @param resolution H3's, from 0 (countries) to 15 (a table) */
    public CellDirectory(int resolution) {
        this(resolution, CAPACITY);
    }

    CellDirectory(int resolution, int capacity) {
        if (resolution < 0 || resolution > H3.MAX_H3_RES) {
            throw new IllegalArgumentException("resolution " + resolution);
        }
        this.resolution = resolution;
        this.capacity = capacity;
    }

    /** Cells that have an index. */
    int size() {
        return indexes.size();
    }

    long cell(int index) {
        return cells[index];
    }

    /** The index of the cell in which the rider is; position in 1e-7 degrees. */
    public int indexOf(int riderSlot, int latitudeE7, int longitudeE7) {
        if (riderSlot >= lastCell.length) {
            lastCell = Arrays.copyOf(lastCell, Math.max(riderSlot + 1, lastCell.length * 2));
        }
        int last = lastCell[riderSlot] - 1;
        if (last >= 0 && circles[last].contains(latitudeE7, longitudeE7)) {
            return last;
        }
        int index = intern(H3.geoToH3(latitudeE7 / 1e7, longitudeE7 / 1e7, resolution));
        lastCell[riderSlot] = index + 1;
        return index;
    }

    private int intern(long cell) {
        long spread = cell * SPREAD;
        Integer known = indexes.get(spread);
        if (known != null) {
            return known;
        }
        int index = indexes.size();
        if (index == capacity) {
            return ELSEWHERE;
        }
        if (index == cells.length) {
            cells = Arrays.copyOf(cells, index * 2);
            circles = Arrays.copyOf(circles, index * 2);
        }
        indexes.put(spread, index);
        cells[index] = cell;
        circles[index] = InnerCircle.of(cell);
        return index;
    }
}
