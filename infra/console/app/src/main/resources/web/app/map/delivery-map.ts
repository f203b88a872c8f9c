import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { currentTheme, onThemeChange } from '../common/theme.ts';
import { CitySource, type World } from './city/city-source.ts';
import { MapView } from './map-view.ts';
import { paletteOf } from './palette.ts';
import './panels/map-details.ts';
import type { MapDetails } from './panels/map-details.ts';
import './panels/map-hud.ts';
import './panels/map-legend.ts';
import './panels/map-search.ts';
import type { MapSearch } from './panels/map-search.ts';
import { panelStyles } from './panels/panel-styles.ts';
import { pageProbe } from './page-probe.ts';
import { RestaurantNames } from './city/restaurant-names.ts';
import { mercatorX, mercatorY } from './riders/mercator.ts';
import type { Viewport } from './riders/renderer.ts';
import { REPLAY_STATUSES, STATUSES } from './selection/model.ts';
import './selection/rider-ring.ts';
import type { RiderRing } from './selection/rider-ring.ts';
import { Selection, type SelectionState } from './selection/selection.ts';
import { formatView, parseRenderer, parseSubject, parseView, type Subject, withSubject } from './url-state.ts';
import { ViewCensus } from './riders/view-census.ts';
import { mapStyles } from './map-styles.ts';
import { densityInWords, dotsInWords, noticeOf } from './words.ts';

const REFRESH_MS = 500;
/** From here on streets are told apart. */
const NEAR_ZOOM = 15;
const PHONE = '(max-width: 640px)';

/**
 * The Map page: all riders live on the city's streets, with search, details, legend and figures.
 *
 * The address holds what is selected (`?rider=`, `?order=`) and what is looked at (`#zoom/latitude/longitude`), so that a
 * link shows the same and the browser's back button undoes a selection. While the tab is hidden nothing is received; when it
 * shows again, a snapshot replaces everything.
 */
export class DeliveryMap extends LitElement {
  static override properties = {
    theme: { reflect: true },
    selection: { state: true },
    following: { state: true },
    hudShown: { state: true },
    tick: { state: true },
    summary: { state: true },
    replay: { state: true },
  };
  static override styles = [panelStyles, mapStyles];

  declare theme: 'light' | 'dark';
  declare private selection: SelectionState | undefined;
  declare private following: boolean;
  declare private hudShown: boolean;
  /** Counts half seconds: figures, ages and notices are drawn anew with it. */
  declare private tick: number;
  declare private summary: string;
  /** What is shown is a replayed trace. */
  declare private replay: boolean;

  private view: MapView | undefined;
  private readonly selected = new Selection((state) => this.onSelection(state));
  private readonly census = new ViewCensus();
  private readonly restaurants = new RestaurantNames();
  private city: CitySource | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private endThemes = (): void => {};
  private positioned = false;
  private zoomedTo: Subject | undefined;
  /** Whether the selection is to be shown from near: it was looked up or linked to, not pointed at. */
  private approaching = false;
  private readonly stillQuery = window.matchMedia('(prefers-reduced-motion: reduce)');

  constructor() {
    super();
    this.theme = currentTheme();
    this.following = false;
    this.hudShown = !window.matchMedia(PHONE).matches;
    this.tick = 0;
    this.summary = '';
    this.replay = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.theme = currentTheme();
    this.endThemes = onThemeChange((theme) => (this.theme = theme));
    this.stillQuery.addEventListener('change', this.onStill);
    document.addEventListener('visibilitychange', this.onVisibility);
    window.addEventListener('popstate', this.onPopState);
    if (this.hasUpdated) {
      this.open();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.endThemes();
    this.stillQuery.removeEventListener('change', this.onStill);
    document.removeEventListener('visibilitychange', this.onVisibility);
    window.removeEventListener('popstate', this.onPopState);
    clearInterval(this.timer);
    this.city?.stop();
    this.selected.dispose();
    this.view?.dispose();
    this.view = undefined;
    delete window.deliveryMap;
  }

  protected override firstUpdated(): void {
    this.open();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('theme')) {
      this.view?.paint(paletteOf(this.theme));
    }
  }

  protected override render(): unknown {
    const { view } = this;
    const live = view?.live;
    const nowMs = performance.now();
    return html`
      <div
        id="map"
        tabindex="0"
        role="application"
        aria-roledescription="map"
        aria-label="Map of all riders"
        aria-describedby="map-help"
        data-testid="map"
        @keydown=${this.onKey}
        @pointerdown=${this.onGesture}
        @wheel=${this.onGesture}
      ></div>
      <p id="map-help" class="unseen">
        Arrow keys move the map, plus and minus zoom, Enter selects the rider nearest to the middle, N the next nearest,
        Escape closes the details, slash goes to the search, question mark reads a summary.
      </p>
      <rider-ring
        hidden
        aria-hidden="true"
        data-testid="rider-ring"
        .palette=${paletteOf(this.theme)}
      ></rider-ring>
      <map-search
        class="search"
        .subject=${this.selection?.subject}
        .examples=${this.exampleRiders}
        @subject-chosen=${this.onChosen}
      ></map-search>
      <map-details
        class="details"
        ?hidden=${this.selection?.subject === undefined}
        .selection=${this.selection}
        .following=${this.following}
        .replay=${this.replay}
        .nowMs=${Date.now() - (view?.figures.values(nowMs).clockOffsetMs ?? 0)}
        .restaurantName=${this.restaurants.of}
        @close-details=${this.onClose}
        @toggle-follow=${this.onToggleFollow}
        @show-trail=${this.onShowTrail}
        @subject-chosen=${this.onChosen}
      ></map-details>
      <div class="controls" role="group" aria-label="Map controls">
        ${this.control('map-zoom-in', 'Zoom in', 'M10 4v12M4 10h12', () => this.zoom(1))}
        ${this.control('map-zoom-out', 'Zoom out', 'M4 10h12', () => this.zoom(-1))}
        ${this.control('map-fit', 'Show the whole city', 'M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4', () => view?.fit(true))}
        ${this.control(
          'map-hud-toggle',
          'Figures',
          'M4 16V9M8 16V4M12 16v-5M16 16V7',
          () => (this.hudShown = !this.hudShown),
          this.hudShown,
        )}
        ${this.control('map-summarise', 'Summary in words', 'M4 5h12M4 10h12M4 15h7', this.summarise)}
      </div>
      <div class="corner">
        <map-hud
          ?hidden=${!this.hudShown || live?.latestFrameMs === undefined}
          .values=${view?.figures.values(nowMs)}
          .riders=${live?.mode === 'cells' ? live.ridersInBox : this.census.total}
          .renderer=${view?.rendererName ?? ''}
          .replay=${this.replay}
        ></map-hud>
      </div>
      <map-legend
        class="legend"
        .replay=${this.replay}
        .mode=${live?.mode ?? 'riders'}
        .peak=${view?.grid.peak ?? 0}
        .counts=${live?.latestFrameMs === undefined ? [] : this.census.byStatus}
        .restaurants=${view?.showsRestaurants ?? false}
        .palette=${paletteOf(this.theme)}
      ></map-legend>
      <div class="notices">
        ${this.notice()}
        ${this.summary === ''
          ? nothing
          : html`<p class="notice card" data-testid="map-summary">
              <span role="status">${this.summary}</span>
              <button aria-label="Close the summary" @click=${() => (this.summary = '')}>✕</button>
            </p>`}
      </div>
    `;
  }

  private zoom(levels: number): void {
    this.onGesture();
    this.view?.zoomBy(levels);
  }

  private control(id: string, label: string, path: string, action: () => void, pressed?: boolean): unknown {
    return html`<button
      class="card"
      data-testid=${id}
      aria-label=${label}
      title=${label}
      aria-pressed=${pressed ?? nothing}
      @click=${action}
    >
      <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" aria-hidden="true">
        <path d=${path} />
      </svg>
    </button>`;
  }

  /** What is wrong with what is shown, in one line. */
  private notice(): unknown {
    const live = this.view?.live;
    if (live === undefined || document.hidden) {
      return nothing;
    }
    const { connection, limited, refusal, latestFrameMs } = live;
    const silenceMs = latestFrameMs === undefined ? undefined : performance.now() - latestFrameMs;
    const text = noticeOf({ connection, limited, refusal, silenceMs });
    return text === '' ? nothing : html`<p class="notice card" role="status" data-testid="map-notice">${text}</p>`;
  }

  private open(): void {
    const target = this.renderRoot.querySelector<HTMLElement>('#map')!;
    const view = new MapView(
      target,
      {
        drawn: (viewport, nowMs) => this.onDrawn(viewport, nowMs),
        moved: () => this.onMoved(),
        dragged: () => (this.following = false),
        clicked: (riderId) => this.choose(riderId === undefined ? undefined : { kind: 'rider', id: riderId }),
        coveredBelow: () => (window.matchMedia(PHONE).matches ? this.details.offsetHeight : 0),
        live: () => this.requestUpdate(),
      },
      {
        renderer: parseRenderer(location.search),
        still: this.stillQuery.matches,
      },
    );
    this.view = view;
    view.paint(paletteOf(this.theme));
    const linked = parseView(location.hash);
    this.positioned = linked !== undefined;
    if (linked !== undefined) {
      view.show(linked);
    }
    this.city = new CitySource(
      (world) => this.onWorld(world),
      (network) => {
        view.showNetwork(network);
        this.restaurants.read(network);
        this.showSelection();
      },
    );
    this.city.start();
    this.select(parseSubject(location.search), linked === undefined);
    if (!document.hidden) {
      view.resume();
    }
    this.timer = setInterval(() => this.refresh(), REFRESH_MS);
    window.deliveryMap = pageProbe(view, this.selected);
  }

  private onWorld(world: World): void {
    this.replay = world.kind === 'replay';
    this.view?.setHome(world.bounds);
    if (!this.positioned) {
      this.positioned = true;
      this.view?.fit(false);
    }
  }

  /** Nobody says where the city is: the way there leads from the whole world to where riders are, a step at a time. */
  private approach(): void {
    const riders = this.view?.live.mode === 'cells' ? this.view.grid.occupied() : undefined;
    if (riders !== undefined) {
      this.view!.goToBox(riders);
    }
    this.positioned = this.view?.live.mode === 'riders';
  }

  private refresh(): void {
    const { view } = this;
    if (view === undefined || document.hidden) {
      return;
    }
    if (!this.positioned && this.city?.isAway === true) {
      this.approach();
    }
    const startMs = performance.now();
    this.census.count(view.store, view.viewport, startMs);
    this.tick++;
    view.figures.worked(performance.now() - startMs);
  }

  private onSelection(state: SelectionState): void {
    this.selection = state;
    const { view } = this;
    if (view === undefined) {
      return;
    }
    this.showSelection();
    view.selectionChanged();
    const { subject, rider, order } = state;
    if (subject !== undefined && subject !== this.zoomedTo && (rider ?? order) !== undefined) {
      this.zoomedTo = subject;
      this.bringIntoView(state);
    }
  }

  private showSelection(): void {
    this.view?.selectionLayer.show(this.selected.state, this.restaurants.of);
  }

  /** A rider that was clicked is in view; one that was looked up may be anywhere. */
  private bringIntoView(state: SelectionState): void {
    const { view } = this;
    const { subject, rider, order } = state;
    if (subject?.kind === 'order' && order !== undefined) {
      const places = [order.restaurant, order.customer, ...[rider ?? order.rider ?? []].flat()];
      view?.goTo(places, this.clearance);
    } else if (rider !== undefined) {
      const near = !this.approaching || view!.viewState.zoom >= NEAR_ZOOM;
      if (!near || !this.inView(rider.latitude, rider.longitude)) {
        view!.goTo([rider], this.clearance);
      }
    }
    this.positioned = true;
  }

  private inView(latitude: number, longitude: number): boolean {
    const viewport = this.view?.viewport;
    if (viewport === undefined || this.view!.live.mode === 'cells') {
      return false;
    }
    const x = (mercatorX(longitude) - viewport.centreX) / viewport.resolution;
    const y = (mercatorY(latitude) - viewport.centreY) / viewport.resolution;
    return Math.abs(x) < viewport.width / 2 - 20 && Math.abs(y) < viewport.height / 2 - 20;
  }

  private get details(): MapDetails {
    return this.renderRoot.querySelector('map-details')!;
  }

  /** Room that the panels take from the map: top, right, bottom, left. */
  private get clearance(): number[] {
    return window.matchMedia(PHONE).matches
      ? [90, 70, Math.max(this.details.offsetHeight, this.offsetHeight * 0.4) + 30, 40]
      : [90, 90, 90, 400];
  }

  private choose(subject: Subject | undefined, approaching = false): void {
    const before = this.selected.state.subject;
    if (subject === undefined && before === undefined) {
      return;
    }
    if (subject?.kind !== before?.kind || subject?.id !== before?.id) {
      history.pushState(history.state, '', `${location.pathname}${withSubject(location.search, subject)}${location.hash}`);
    }
    this.select(subject, approaching);
  }

  private select(subject: Subject | undefined, approaching: boolean): void {
    this.approaching = approaching;
    this.following = false;
    this.view?.follow(undefined);
    this.zoomedTo = undefined;
    this.selected.select(subject);
  }

  private onDrawn(viewport: Viewport, nowMs: number): void {
    const riderId = this.selection?.riderId;
    const ringed = riderId === undefined ? undefined : this.view?.picker(nowMs)?.drawn(riderId);
    const inView =
      ringed !== undefined && ringed.x >= 0 && ringed.y >= 0 && ringed.x <= viewport.width && ringed.y <= viewport.height;
    this.renderRoot.querySelector<RiderRing>('rider-ring')?.show(inView ? ringed : undefined);
  }

  private onMoved(): void {
    if (this.positioned && this.view !== undefined) {
      history.replaceState(
        history.state,
        '',
        `${location.pathname}${location.search}${formatView(this.view.viewState)}`,
      );
    }
  }

  private readonly summarise = (): void => {
    const live = this.view?.live;
    if (live?.latestFrameMs === undefined) {
      this.summary = 'No positions have arrived yet.';
    } else if (live.mode === 'cells') {
      this.summary = densityInWords(live.ridersInBox, this.view!.grid.busy);
    } else {
      this.summary = dotsInWords(this.census.total, this.census.byStatus, this.replay ? REPLAY_STATUSES : STATUSES);
    }
  };

  private readonly exampleRiders = (): readonly number[] => window.deliveryMap?.riderIds(3) ?? [];

  private readonly onStill = (): void => {
    if (this.view !== undefined) {
      this.view.still = this.stillQuery.matches;
    }
  };

  private readonly onVisibility = (): void => {
    if (document.hidden) {
      this.view?.pause();
      this.selected.pause();
    } else {
      this.view?.resume();
      this.selected.resume();
    }
  };

  private readonly onPopState = (): void => {
    const subject = parseSubject(location.search);
    const present = this.selected.state.subject;
    if (subject?.kind !== present?.kind || subject?.id !== present?.id) {
      this.select(subject, false);
    }
    const linked = parseView(location.hash);
    if (linked !== undefined) {
      this.view?.show(linked);
    }
  };

  private readonly onChosen = (event: CustomEvent<Subject>): void => {
    this.choose(event.detail, true);
    void this.updateComplete.then(() => this.details.focusHeading());
  };

  private readonly onClose = (): void => {
    this.choose(undefined);
    this.renderRoot.querySelector<HTMLElement>('#map')?.focus({ preventScroll: true });
  };

  private readonly onToggleFollow = (): void => {
    this.following = !this.following;
    this.view?.follow(this.following ? this.selection?.riderId : undefined);
    const rider = this.selection?.rider;
    if (this.following && rider !== undefined) {
      // To the very middle, where following keeps it: beside the panel it would set off again at once.
      this.view?.goTo([rider], window.matchMedia(PHONE).matches ? this.clearance : [0, 0, 0, 0]);
    }
  };

  private readonly onShowTrail = (): void => {
    const fixes = this.selection?.trail ?? [];
    this.following = false;
    this.view?.follow(undefined);
    this.view?.goToPoints(fixes, this.clearance);
  };

  /** Somebody looks where they want: the map does not go elsewhere by itself any more. */
  private readonly onGesture = (): void => {
    this.positioned = true;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    this.onGesture();
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    switch (event.key) {
      case 'Enter':
        this.chooseNearMiddle(undefined);
        break;
      case 'n':
      case 'N':
        this.chooseNearMiddle(this.selection?.riderId);
        break;
      case 'Escape':
        this.choose(undefined);
        break;
      case '/':
        event.preventDefault();
        this.renderRoot.querySelector<MapSearch>('map-search')?.focus();
        break;
      case '?':
        this.summarise();
        break;
    }
  };

  /** The rider nearest to the middle, or the next one after a rider. */
  private chooseNearMiddle(after: number | undefined): void {
    const riderId = this.view?.nextFromMiddle(after);
    if (riderId !== undefined) {
      this.choose({ kind: 'rider', id: riderId });
    }
  }
}

customElements.define('delivery-map', DeliveryMap);
