import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import KeyboardPan from 'ol/interaction/KeyboardPan.js';
import KeyboardZoom from 'ol/interaction/KeyboardZoom.js';
import { defaults as defaultInteractions } from 'ol/interaction/defaults.js';
import type Graticule from 'ol/layer/Graticule.js';
import { Animation } from './animation.ts';
import { CityLayers } from './city/city-layers.ts';
import { DensityGrid } from './density/density-grid.ts';
import { Figures } from './figures/figures.ts';
import { FramePacer } from './figures/frame-pacer.ts';
import { nextWanted } from './live/coverage.ts';
import { LivePositions } from './live/live-positions.ts';
import type { Palette } from './palette.ts';
import { latitudeOf, longitudeOf, mercatorX, mercatorY, unitsPerMetre } from './riders/mercator.ts';
import { RiderLayer } from './riders/rider-layer.ts';
import type { Viewport, WantedRenderer } from './riders/renderer.ts';
import { RiderPicker } from './riders/rider-picker.ts';
import { RiderStore } from './riders/rider-store.ts';
import { SelectionLayer } from './selection/selection-layer.ts';
import type { ViewState } from './url-state.ts';
import type { GeoBox } from './wire/live-frame.ts';
import type { Network } from './wire/network.ts';

const MIN_ZOOM = 2;
const MAX_ZOOM = 19;
const ANIMATION_MS = 350;
/** How far an arrow key moves the map. */
const KEY_PAN_PX = 96;
/** After the map has come to rest for so long the subscription follows; while it moves, no more often than this. */
const SUBSCRIBE_MS = 250;
/** At this size of window the whole city has to show as dots. */
const REFERENCE_PX = { width: 1440, height: 900 };
const DENSITY_FROM = 1.7;
/** Metres a pixel from which riders are density while nobody knows how large the city is. */
const DENSITY_FROM_UNKNOWN = 60;
/** Looking for the rider under the mouse takes a scan: no more often than this. */
const HOVER_MS = 80;
const FOLLOW_ZOOM = 16;
/** So far from the middle a followed rider may get. */
const FOLLOW_PX = 60;

/** What the page around the map wants to hear. */
export interface MapViewEvents {
  /** A frame was drawn. */
  drawn(viewport: Viewport, nowMs: number): void;
  /** The view has come to rest somewhere else. */
  moved(): void;
  /** Somebody moved the map by hand. */
  dragged(): void;
  /** Somebody clicked; the rider there, if any. */
  clicked(riderId: number | undefined): void;
  /** How many pixels at the bottom of the map a panel covers. */
  coveredBelow(): number;
  /** Connection, mode or refusal changed. */
  live(): void;
}

/**
 * The map itself: OpenLayers with its layers, the riders between them, and the subscription that follows the view.
 *
 * Two kinds of frames: OpenLayers draws all layers when the view changes; between those the animation draws the riders alone.
 */
export class MapView {
  readonly store = new RiderStore();
  readonly grid = new DensityGrid();
  readonly figures = new Figures();
  readonly live: LivePositions;
  readonly selectionLayer = new SelectionLayer();
  private readonly city = new CityLayers();
  private readonly map: OlMap;
  private readonly view: View;
  private readonly riders: RiderLayer;
  private readonly pacer = new FramePacer();
  private readonly animation: Animation;
  private graticule: Graticule | undefined;
  private palette: Palette | undefined;
  private home: GeoBox | undefined;
  private subscribeTimer: ReturnType<typeof setTimeout> | undefined;
  private olFrameMs = 0;
  private hoveredMs = 0;
  private drawnVersion = -1;
  private drawnGrid = -1;
  private followed: number | undefined;
  private readonly resizes: ResizeObserver;

  constructor(
    target: HTMLElement,
    private readonly events: MapViewEvents,
    options: { readonly renderer: WantedRenderer; readonly still: boolean },
  ) {
    this.store.still = options.still;
    this.live = new LivePositions(this.store, this.grid, this.figures, () => this.onLive(), () => this.animation.hurry());
    this.riders = new RiderLayer(
      this.store,
      this.grid,
      (viewport, nowMs) => this.events.drawn(viewport, nowMs),
      options.renderer,
    );
    this.view = new View({
      center: [0, 0],
      zoom: MIN_ZOOM,
      minZoom: MIN_ZOOM,
      maxZoom: MAX_ZOOM,
      enableRotation: false,
      constrainResolution: false,
    });
    this.map = new OlMap({
      target,
      // By default the host of the shadow tree: keys typed into the search would move the map, and in a shadow tree within
      // another OpenLayers drops most keys.
      keyboardEventTarget: target,
      view: this.view,
      layers: [this.city.ground, this.selectionLayer.lines, this.riders, this.city.labels, this.selectionLayer.places],
      controls: [new ScaleLine({ minWidth: 80 })],
      // Without an animation: of two keys within one slow frame OpenLayers lets the earlier animation have the last word.
      interactions: defaultInteractions({ altShiftDragRotate: false, pinchRotate: false, keyboard: false }).extend([
        new KeyboardPan({ duration: 0, pixelDelta: KEY_PAN_PX }),
        new KeyboardZoom(),
      ]),
      pixelRatio: Math.min(window.devicePixelRatio, 2),
    });
    this.animation = new Animation(
      this.pacer,
      () => this.pacer.intervalMs(this.metresPerPixel),
      (nowMs) => this.needsFrame(nowMs),
      (nowMs) => this.animate(nowMs),
    );
    this.map.on('precompose', () => {
      this.olFrameMs = performance.now();
    });
    this.map.on('postrender', (event) => {
      if (event.frameState !== null) {
        this.drew(this.olFrameMs, performance.now());
      }
    });
    this.map.on('moveend', () => {
      this.subscribeSoon();
      this.events.moved();
    });
    this.map.on('pointerdrag', () => this.unfollow());
    this.map.on('singleclick', (event) => {
      const touch = (event.originalEvent as PointerEvent).pointerType === 'touch';
      this.events.clicked(this.riderAt(event.pixel[0]!, event.pixel[1]!, touch ? 24 : 14));
    });
    this.map.on('pointermove', (event) => {
      const nowMs = performance.now();
      if (!event.dragging && nowMs - this.hoveredMs > HOVER_MS) {
        this.hoveredMs = nowMs;
        const [x, y] = event.pixel;
        target.style.cursor = this.riderAt(x!, y!, 10) === undefined ? '' : 'pointer';
      }
    });
    this.view.on('change', () => this.subscribeSoon());
    this.resizes = new ResizeObserver(() => this.map.updateSize());
    this.resizes.observe(target);
  }

  get rendererName(): 'webgl2' | 'canvas2d' {
    return this.riders.rendererName;
  }

  get network(): Network | undefined {
    return this.city.network;
  }

  get viewport(): Viewport | undefined {
    return this.riders.viewport;
  }

  get followedRider(): number | undefined {
    return this.followed;
  }

  get showsRestaurants(): boolean {
    return this.city.showsRestaurants(this.view.getResolution()!);
  }

  get metresPerPixel(): number {
    const centre = this.view.getCenter()!;
    return this.view.getResolution()! / unitsPerMetre(latitudeOf(centre[1]!));
  }

  get viewState(): ViewState {
    const centre = this.view.getCenter()!;
    return { zoom: this.view.getZoom()!, latitude: latitudeOf(centre[1]!), longitude: longitudeOf(centre[0]!) };
  }

  set still(still: boolean) {
    this.store.still = still;
    this.store.version++;
    this.animation.wake();
  }

  paint(palette: Palette): void {
    this.palette = palette;
    this.city.paint(palette);
    this.riders.paint(palette);
    this.selectionLayer.paint(palette);
    this.showGraticule();
    this.map.render();
  }

  /** A city, or nothing but a graticule. */
  showNetwork(network: Network | undefined): void {
    this.city.show(network);
    this.showGraticule();
  }

  /** Where the city is. */
  setHome(home: GeoBox): void {
    this.home = home;
    this.subscribeSoon();
  }

  fit(animated: boolean): void {
    if (this.home !== undefined) {
      this.unfollow();
      this.goToBox(this.home, animated);
    }
  }

  goToBox(box: GeoBox, animated = false): void {
    this.view.fit([mercatorX(box.west), mercatorY(box.south), mercatorX(box.east), mercatorY(box.north)], {
      padding: [24, 24, 24, 24],
      duration: animated ? this.durationMs : 0,
    });
  }

  show(state: ViewState): void {
    this.view.setCenter([mercatorX(state.longitude), mercatorY(state.latitude)]);
    this.view.setZoom(state.zoom);
  }

  zoomBy(levels: number): void {
    this.view.cancelAnimations();
    this.view.animate({ zoom: this.view.getZoom()! + levels, duration: this.durationMs });
  }

  /** Brings places into view, no closer than street level. */
  goTo(places: readonly { readonly latitude: number; readonly longitude: number }[], padding: number[]): void {
    const xs = places.map((place) => mercatorX(place.longitude));
    const ys = places.map((place) => mercatorY(place.latitude));
    // Somebody who is closer already stays so.
    const closest = places.length === 1 ? Math.max(this.view.getZoom()!, FOLLOW_ZOOM) : FOLLOW_ZOOM;
    this.goToPoints(
      xs.map((x, place) => ({ x, y: ys[place]! })),
      padding,
      closest,
    );
  }

  /** Brings points of the projection into view. */
  goToPoints(
    points: readonly { readonly x: number; readonly y: number }[],
    padding: number[],
    maxZoom = FOLLOW_ZOOM + 1,
  ): void {
    if (points.length > 0) {
      const xs = points.map(({ x }) => x);
      const ys = points.map(({ y }) => y);
      const extent = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
      this.view.fit(extent, { padding, maxZoom, duration: this.durationMs });
    }
  }

  follow(riderId: number | undefined): void {
    this.followed = riderId;
    this.animation.wake();
  }

  /** From riders to pixels and back; undefined before the first frame. */
  picker(nowMs: number): RiderPicker | undefined {
    const { viewport } = this;
    return viewport === undefined ? undefined : new RiderPicker(this.store, viewport, nowMs);
  }

  /** The rider drawn at a pixel; nobody while riders are density. */
  riderAt(x: number, y: number, withinPx: number): number | undefined {
    return this.riders.showsDensity ? undefined : this.picker(performance.now())?.at(x, y, withinPx);
  }

  /** The rider nearest to the middle of the view; or, after one, the next farther away. */
  nextFromMiddle(after: number | undefined): number | undefined {
    return this.riders.showsDensity ? undefined : this.picker(performance.now())?.nextFromMiddle(after);
  }

  selectionChanged(): void {
    this.animation.wake();
  }

  /** The tab is out of sight: nothing is received until `resume`. */
  pause(): void {
    this.live.pause();
  }

  resume(): void {
    this.live.resume();
    this.animation.wake();
  }

  dispose(): void {
    this.resizes.disconnect();
    clearTimeout(this.subscribeTimer);
    this.animation.stop();
    this.live.pause();
    this.map.setTarget(undefined);
    this.map.dispose();
    this.riders.dispose();
  }

  private get durationMs(): number {
    return this.store.still ? 0 : ANIMATION_MS;
  }

  private unfollow(): void {
    if (this.followed !== undefined) {
      this.followed = undefined;
      this.events.dragged();
    }
  }

  private onLive(): void {
    this.riders.show(this.live.mode, performance.now());
    this.animation.wake();
    this.events.live();
  }

  private needsFrame(nowMs: number): boolean {
    return (
      this.riders.fading(nowMs) ||
      this.drawnVersion !== this.store.version ||
      this.drawnGrid !== this.grid.version ||
      (this.store.count > 0 && !this.store.still && !this.riders.showsDensity)
    );
  }

  private animate(nowMs: number): void {
    this.store.sweep(nowMs);
    this.keepUp(nowMs);
    this.riders.redraw(nowMs);
    this.drew(nowMs, performance.now());
  }

  /** The followed rider moves over a map at rest; the map glides after it when it has come too far from the middle. */
  private keepUp(nowMs: number): void {
    const at = this.followed === undefined ? undefined : this.picker(nowMs)?.drawn(this.followed);
    const viewport = this.riders.viewport;
    if (at === undefined || viewport === undefined || this.view.getAnimating()) {
      return;
    }
    const covered = this.events.coveredBelow();
    const [right, down] = [at.x - viewport.width / 2, at.y - (viewport.height - covered) / 2];
    if (Math.hypot(right, down) > FOLLOW_PX) {
      const { centreX, centreY, resolution } = viewport;
      const centre = [centreX + right * resolution, centreY - down * resolution];
      this.view.animate({ center: centre, duration: this.durationMs });
    }
  }

  private drew(startMs: number, endMs: number): void {
    this.drawnVersion = this.store.version;
    this.drawnGrid = this.grid.version;
    this.figures.drew(endMs - startMs, endMs, Date.now());
    this.animation.wake();
  }

  private subscribeSoon(): void {
    this.subscribeTimer ??= setTimeout(() => {
      this.subscribeTimer = undefined;
      this.subscribe();
    }, SUBSCRIBE_MS);
  }

  private subscribe(): void {
    const size = this.map.getSize();
    if (size === undefined || size[0] === 0 || size[1] === 0) {
      return;
    }
    const extent = this.view.calculateExtent(size);
    const sight = {
      box: {
        south: latitudeOf(extent[1]!),
        west: longitudeOf(extent[0]!),
        north: latitudeOf(extent[3]!),
        east: longitudeOf(extent[2]!),
      },
      metresPerPixel: this.metresPerPixel,
      widthPx: size[0]!,
      heightPx: size[1]!,
    };
    const wanted = nextWanted(sight, this.live.covered, this.densityFrom());
    if (wanted !== undefined) {
      this.live.want(wanted);
    }
  }

  /** Metres a pixel at which dots give way to density: somewhat farther out than the whole city in an ordinary window. */
  private densityFrom(): number {
    if (this.home === undefined) {
      return DENSITY_FROM_UNKNOWN;
    }
    const { south, west, north, east } = this.home;
    const metre = unitsPerMetre((south + north) / 2);
    const width = (mercatorX(east) - mercatorX(west)) / metre / REFERENCE_PX.width;
    const height = (mercatorY(north) - mercatorY(south)) / metre / REFERENCE_PX.height;
    return Math.max(width, height) * DENSITY_FROM;
  }

  private showGraticule(): void {
    if (this.graticule !== undefined) {
      this.map.removeLayer(this.graticule);
      this.graticule.dispose();
      this.graticule = undefined;
    }
    if (this.city.network === undefined && this.palette !== undefined) {
      this.graticule = this.city.newGraticule(this.palette);
      this.map.addLayer(this.graticule);
    }
  }
}
