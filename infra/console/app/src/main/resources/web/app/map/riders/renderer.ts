import type { RiderStore } from './rider-store.ts';

/** What part of the world is on the screen, in units of the projection and CSS pixels. */
export interface Viewport {
  readonly centreX: number;
  readonly centreY: number;
  readonly resolution: number;
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
}

/** Colours of the riders by status number, as `#rrggbb`, and of the line around a symbol. */
export interface RiderColours {
  readonly byStatus: readonly string[];
  readonly outline: string;
}

/** WebGL2 where a graphics card does the work, Canvas2D elsewhere; or one of them whatever it costs. */
export type WantedRenderer = 'quickest' | 'webgl' | 'canvas';

/**
 * Draws all riders of a store into a canvas of its own.
 *
 * Ownership: the renderer owns the canvas and what it keeps on the graphics card until `dispose`.
 */
export interface RiderRenderer {
  readonly name: 'webgl2' | 'canvas2d';
  readonly canvas: HTMLCanvasElement;
  /** `alpha` fades all of them, 0 to 1. */
  draw(store: RiderStore, viewport: Viewport, nowMs: number, alpha: number): void;
  colours(colours: RiderColours): void;
  dispose(): void;
}

/** Far out, among a hundred thousand. */
const SMALLEST_PX = 2.6;
/** Far out, when there are only a few. */
const SMALLEST_OF_FEW_PX = 5.5;
const LARGEST_PX = 18;
/** From this diameter on a symbol has a shape that tells its status. */
export const SHAPED_PX = 9;

/** Diameter of a rider's symbol in CSS pixels at metres a pixel; far out fewer riders are larger. */
export function symbolPx(metresPerPixel: number, riders: number): number {
  const crowd = SMALLEST_PX * (100_000 / Math.max(riders, 1)) ** 0.17;
  const least = Math.min(Math.max(crowd, SMALLEST_PX), SMALLEST_OF_FEW_PX);
  return Math.min(Math.max(SMALLEST_PX * (18 / metresPerPixel) ** 0.62, least), LARGEST_PX);
}

/** A rider that has sent nothing for so long begins to pale. */
export const STALE_FROM_MS = 20_000;
/** After this long it is as pale as it gets. */
export const STALE_TO_MS = 60_000;
export const STALE_ALPHA = 0.3;

/** `#rrggbb` as red, green, blue from 0 to 255. */
export function rgb(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Makes the canvas as large as the viewport; true if it had another size. */
export function fitCanvas(canvas: HTMLCanvasElement, viewport: Viewport): boolean {
  const width = Math.round(viewport.width * viewport.pixelRatio);
  const height = Math.round(viewport.height * viewport.pixelRatio);
  if (canvas.width === width && canvas.height === height) {
    return false;
  }
  canvas.width = width;
  canvas.height = height;
  return true;
}

/** A canvas that lies over the map and lets the pointer through. */
export function layerCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
  return canvas;
}
