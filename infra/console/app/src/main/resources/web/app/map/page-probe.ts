import type { MapView } from './map-view.ts';
import type { DeliveryMapProbe } from './probe.ts';
import type { Selection } from './selection/selection.ts';

const LONELIEST_OF = 500;

/** The probe of a map and its selection. */
export function pageProbe(view: MapView, selection: Selection): DeliveryMapProbe {
  const inView = (limit: number): { id: number; x: number; y: number }[] => {
    const { store, viewport } = view;
    const picker = view.picker(performance.now());
    const found: { id: number; x: number; y: number }[] = [];
    for (let slot = 0; viewport !== undefined && slot < store.count && found.length < limit; slot++) {
      const id = store.ids[slot]!;
      const { x, y } = picker?.drawn(id) ?? { x: -1, y: -1 };
      if (x >= 0 && y >= 0 && x <= viewport.width && y <= viewport.height) {
        found.push({ id, x, y });
      }
    }
    return found;
  };
  return Object.freeze<DeliveryMapProbe>({
    version: 1,
    get renderer() {
      return view.rendererName;
    },
    get mode() {
      return view.live.mode;
    },
    get connection() {
      return view.live.connection;
    },
    figures: () => view.figures.values(performance.now()),
    resetFigures: () => view.figures.reset(),
    zoom: () => view.viewState.zoom,
    centre: () => [view.viewState.latitude, view.viewState.longitude],
    riders: () => (view.live.mode === 'cells' ? view.live.ridersInBox : view.store.riders),
    ridersInView: () => inView(Infinity).length,
    riderIds: (limit = 1000) => inView(limit).map(({ id }) => id),
    loneliestRider: () => {
      const riders = inView(Infinity);
      let best: number | null = null;
      let bestGap = -1;
      for (const { id, x, y } of riders.slice(0, LONELIEST_OF)) {
        let gap = Infinity;
        for (const other of riders) {
          gap = other.id === id ? gap : Math.min(gap, (other.x - x) ** 2 + (other.y - y) ** 2);
        }
        if (gap > bestGap) {
          best = id;
          bestGap = gap;
        }
      }
      return best;
    },
    pixelOf: (riderId) => {
      const drawn = view.picker(performance.now())?.drawn(riderId);
      return drawn === undefined ? null : [drawn.x, drawn.y];
    },
    silenceMs: () => (view.live.latestFrameMs === undefined ? null : performance.now() - view.live.latestFrameMs),
    selected: () => selection.state.subject ?? null,
  });
}
