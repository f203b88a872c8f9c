import type { FrameState } from 'ol/Map.js';
import Layer from 'ol/layer/Layer.js';
import type { DensityGrid } from '../density/density-grid.ts';
import { DensityRenderer } from '../density/density-renderer.ts';
import type { Palette } from '../palette.ts';
import { CanvasRenderer } from './canvas-renderer.ts';
import type { RiderRenderer, Viewport, WantedRenderer } from './renderer.ts';
import type { RiderStore } from './rider-store.ts';
import { WebglRenderer } from './webgl-renderer.ts';

/** How long dots take to turn into density. */
const CROSSFADE_MS = 350;

/**
 * The layer of OpenLayers that shows riders: as dots, or as density, or one fading into the other.
 *
 * OpenLayers draws it whenever the map moves; `redraw` draws it alone, with the map at rest under it, so that moving riders
 * don't cost a drawing of the streets.
 */
export class RiderLayer extends Layer {
  private readonly element = document.createElement('div');
  private readonly riders: RiderRenderer;
  private readonly density: DensityRenderer;
  private present: Viewport | undefined;
  private mode: 'riders' | 'cells' = 'riders';
  private fadeFromMs = -Infinity;
  private drawnDensity = '';

  constructor(
    private readonly store: RiderStore,
    private readonly grid: DensityGrid,
    private readonly onDrawn: (viewport: Viewport, nowMs: number) => void,
    wanted: WantedRenderer,
  ) {
    super({ zIndex: 20 });
    this.riders = (wanted === 'canvas' ? undefined : WebglRenderer.create(wanted === 'webgl')) ?? new CanvasRenderer();
    this.density = new DensityRenderer(grid);
    this.element.style.cssText = 'position:absolute;inset:0;pointer-events:none';
    this.element.append(this.density.canvas, this.riders.canvas);
  }

  get rendererName(): RiderRenderer['name'] {
    return this.riders.name;
  }

  /** What was drawn last; undefined before the first frame. */
  get viewport(): Viewport | undefined {
    return this.present;
  }

  get showsDensity(): boolean {
    return this.mode === 'cells';
  }

  paint(palette: Palette): void {
    this.riders.colours(palette.riders);
    this.density.colours(palette.density);
    this.drawnDensity = '';
  }

  show(mode: 'riders' | 'cells', nowMs: number): void {
    if (mode !== this.mode) {
      this.mode = mode;
      this.fadeFromMs = nowMs;
    }
  }

  /** Whether another frame would look different though nothing new has arrived. */
  fading(nowMs: number): boolean {
    return nowMs - this.fadeFromMs < CROSSFADE_MS + 50;
  }

  override render(frameState: FrameState | null): HTMLElement {
    if (frameState !== null) {
      const { center, resolution } = frameState.viewState;
      this.present = {
        centreX: center[0]!,
        centreY: center[1]!,
        resolution,
        width: frameState.size[0]!,
        height: frameState.size[1]!,
        pixelRatio: frameState.pixelRatio,
      };
      this.redraw(performance.now());
    }
    return this.element;
  }

  /** Draws what the last view shows at a time. */
  redraw(nowMs: number): void {
    const viewport = this.present;
    if (viewport === undefined) {
      return;
    }
    const faded = Math.min(Math.max((nowMs - this.fadeFromMs) / CROSSFADE_MS, 0), 1);
    const density = this.mode === 'cells' ? faded : 1 - faded;
    this.riders.draw(this.store, viewport, nowMs, 1 - density);
    this.redrawDensity(viewport, density);
    this.onDrawn(viewport, nowMs);
  }

  protected override disposeInternal(): void {
    this.riders.dispose();
    super.disposeInternal();
  }

  /** The surface moves only with the map and with new cells. */
  private redrawDensity(viewport: Viewport, alpha: number): void {
    const { centreX, centreY, resolution, width, height } = viewport;
    const what = alpha === 0 ? '' : `${this.grid.version} ${centreX} ${centreY} ${resolution} ${width} ${height} ${alpha}`;
    if (what !== this.drawnDensity || what === '') {
      this.density.canvas.hidden = alpha === 0;
      if (alpha > 0) {
        this.density.draw(viewport, alpha);
      }
      this.drawnDensity = what;
    }
  }
}
