import { mercatorX } from '../riders/mercator.ts';
import { fitCanvas, layerCanvas, type Viewport } from '../riders/renderer.ts';
import { type DensityGrid, shareOf } from './density-grid.ts';

const STEPS = 256;

/** Draws a density grid as a smooth surface: one pixel a cell, scaled up by the browser. */
export class DensityRenderer {
  readonly canvas = layerCanvas();
  private readonly context: CanvasRenderingContext2D;
  private readonly cells = document.createElement('canvas');
  private readonly ramp = new Uint8ClampedArray(STEPS * 4);
  private paintedVersion = -1;

  constructor(private readonly grid: DensityGrid) {
    this.context = this.canvas.getContext('2d')!;
  }

  colours(stops: readonly (readonly [number, number, number, number])[]): void {
    fillRamp(this.ramp, stops);
    this.paintedVersion = -1;
  }

  draw(viewport: Viewport, alpha: number): void {
    fitCanvas(this.canvas, viewport);
    const { context, grid } = this;
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    if (alpha <= 0 || grid.rows === 0) {
      return;
    }
    this.paint();
    const scale = viewport.pixelRatio / viewport.resolution;
    const west = mercatorX(grid.box.west);
    const left = (west - viewport.centreX) * scale + this.canvas.width / 2;
    const top = (viewport.centreY - grid.northY) * scale + this.canvas.height / 2;
    const width = (mercatorX(grid.box.east) - west) * scale;
    const height = (grid.northY - grid.southY) * scale;
    context.globalAlpha = alpha;
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = 'high';
    context.drawImage(this.cells, left, top, width, height);
    context.globalAlpha = 1;
  }

  private paint(): void {
    const { cells, grid, ramp } = this;
    if (this.paintedVersion === grid.version) {
      return;
    }
    this.paintedVersion = grid.version;
    cells.width = grid.columns;
    cells.height = grid.rows;
    const context = cells.getContext('2d')!;
    const image = context.createImageData(grid.columns, grid.rows);
    const { southY, northY } = grid;
    for (let line = 0; line < grid.rows; line++) {
      const row = grid.rowAt(northY - ((line + 0.5) / grid.rows) * (northY - southY));
      for (let column = 0; column < grid.columns; column++) {
        const density = grid.perKm2[row * grid.columns + column]!;
        const step = Math.round(shareOf(density, grid.peak) * (STEPS - 1)) * 4;
        const at = (line * grid.columns + column) * 4;
        for (let channel = 0; channel < 4; channel++) {
          image.data[at + channel] = ramp[step + channel]!;
        }
      }
    }
    context.putImageData(image, 0, 0);
  }
}

function fillRamp(
  ramp: Uint8ClampedArray,
  stops: readonly (readonly [number, number, number, number])[],
): void {
  for (let step = 0; step < STEPS; step++) {
    const position = (step / (STEPS - 1)) * (stops.length - 1);
    const below = Math.min(Math.floor(position), stops.length - 2);
    const share = position - below;
    for (let channel = 0; channel < 4; channel++) {
      const from = stops[below]![channel]!;
      const value = from + (stops[below + 1]![channel]! - from) * share;
      ramp[step * 4 + channel] = channel === 3 ? value * 255 : value;
    }
  }
}
