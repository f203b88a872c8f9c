import { latitudeOf, unitsPerMetre } from './mercator.ts';
import { progress } from './motion.ts';
import {
  fitCanvas,
  layerCanvas,
  rgb,
  SHAPED_PX,
  STALE_ALPHA,
  STALE_TO_MS,
  symbolPx,
  type RiderColours,
  type RiderRenderer,
  type Viewport,
} from './renderer.ts';
import {
  LEFT_MS,
  LOOK,
  NEVER,
  type RiderStore,
  START_MS,
  START_X,
  START_Y,
  STEP_MS,
  STRIDE,
  TARGET_X,
  TARGET_Y,
} from './rider-store.ts';

const HEADINGS = 23;

/**
 * Riders in Canvas2D, for browsers without a graphics card. Far out each rider is a few pixels written into an image; close
 * in, where few are in view, each is a symbol copied from a sheet that is drawn once for a size and a set of colours.
 */
export class CanvasRenderer implements RiderRenderer {
  readonly name = 'canvas2d';
  readonly canvas = layerCanvas();
  private readonly context: CanvasRenderingContext2D;
  private image: ImageData;
  private pixels: Uint32Array;
  private palette: RiderColours = { byStatus: ['#888888', '#888888'], outline: '#ffffff' };
  private packed = new Uint32Array(8);
  private sheet: HTMLCanvasElement | undefined;
  private sheetPx = 0;

  constructor() {
    this.context = this.canvas.getContext('2d')!;
    this.image = new ImageData(1, 1);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  colours(colours: RiderColours): void {
    this.palette = colours;
    this.sheet = undefined;
    for (let status = 0; status < 8; status++) {
      const [red, green, blue] = rgb(colours.byStatus[status] ?? colours.byStatus[1]!);
      this.packed[status] = 0xff000000 | (blue << 16) | (green << 8) | red;
    }
  }

  draw(store: RiderStore, viewport: Viewport, nowMs: number, alpha: number): void {
    if (fitCanvas(this.canvas, viewport) || this.image.width !== this.canvas.width) {
      this.image = new ImageData(this.canvas.width, this.canvas.height);
      this.pixels = new Uint32Array(this.image.data.buffer);
    }
    this.canvas.style.opacity = String(alpha);
    const size = symbolPx(viewport.resolution / unitsPerMetre(latitudeOf(viewport.centreY)), store.count);
    if (size < SHAPED_PX) {
      this.drawDots(store, viewport, nowMs, Math.max(2, Math.round(size * viewport.pixelRatio * 0.8)));
    } else {
      this.drawSymbols(store, viewport, nowMs, Math.round(size * viewport.pixelRatio));
    }
  }

  dispose(): void {
    this.canvas.width = 0;
  }

  private drawDots(store: RiderStore, viewport: Viewport, nowMs: number, px: number): void {
    const { width, height } = this.canvas;
    const { pixels, packed } = this;
    const scale = viewport.pixelRatio / viewport.resolution;
    // Half a pixel more, because `| 0` cuts off; what lies left of or above 0 by less than a pixel lands on it.
    const left = (store.originX - viewport.centreX) * scale + width / 2 - px / 2 + 0.5;
    const top = (viewport.centreY - store.originY) * scale + height / 2 - px / 2 + 0.5;
    const { vertices, count, still } = store;
    const now = nowMs - store.epochMs;
    pixels.fill(0);
    // The arrays as they are, and one sum a rider: through the store's methods this takes four times as long.
    for (let from = 0; from < count * STRIDE; from += STRIDE) {
      const share = still ? 1 : progress(now, vertices[from + START_MS]!, vertices[from + STEP_MS]!);
      const startX = vertices[from + START_X]!;
      const startY = vertices[from + START_Y]!;
      const x = ((startX + (vertices[from + TARGET_X]! - startX) * share) * scale + left) | 0;
      const y = (top - (startY + (vertices[from + TARGET_Y]! - startY) * share) * scale) | 0;
      if (x >= 0 && y >= 0 && x + px <= width && y + px <= height && vertices[from + LEFT_MS]! >= NEVER / 2) {
        const colour = packed[vertices[from + LOOK]! & 7]!;
        for (let row = 0, at = y * width + x; row < px; row++, at += width) {
          for (let column = 0; column < px; column++) {
            pixels[at + column] = colour;
          }
        }
      }
    }
    this.context.putImageData(this.image, 0, 0);
  }

  private drawSymbols(store: RiderStore, viewport: Viewport, nowMs: number, px: number): void {
    const { context } = this;
    const { width, height } = this.canvas;
    const sheet = this.symbols(px);
    const scale = viewport.pixelRatio / viewport.resolution;
    context.clearRect(0, 0, width, height);
    for (let slot = 0; slot < store.count; slot++) {
      const x = (store.xAt(slot, nowMs) - viewport.centreX) * scale + width / 2;
      const y = (viewport.centreY - store.yAt(slot, nowMs)) * scale + height / 2;
      if (x > -px && y > -px && x < width + px && y < height + px && !store.isLeaving(slot)) {
        const look = store.vertices[slot * STRIDE + LOOK]!;
        context.globalAlpha = nowMs - store.arrivedMs(slot) > STALE_TO_MS ? STALE_ALPHA : 1;
        context.drawImage(sheet, (look >> 3) * px, (look & 7) * px, px, px, x - px / 2, y - px / 2, px, px);
      }
    }
    context.globalAlpha = 1;
  }

  /** All symbols of a size: a row for each status, a column for each heading. */
  private symbols(px: number): HTMLCanvasElement {
    if (this.sheet !== undefined && this.sheetPx === px) {
      return this.sheet;
    }
    const sheet = document.createElement('canvas');
    sheet.width = px * HEADINGS;
    sheet.height = px * 8;
    const context = sheet.getContext('2d')!;
    for (let status = 0; status < 8; status++) {
      for (let heading = 0; heading < HEADINGS; heading++) {
        context.save();
        context.translate((heading + 0.5) * px, (status + 0.5) * px);
        context.scale(px / 2, px / 2);
        drawSymbol(context, status, heading * 16, this.palette);
        context.restore();
      }
    }
    this.sheet = sheet;
    this.sheetPx = px;
    return sheet;
  }
}

/** One symbol within -1 to 1, the same shapes as in the shader. */
export function drawSymbol(
  context: CanvasRenderingContext2D,
  status: number,
  headingDeg: number,
  colours: RiderColours,
): void {
  context.rotate((headingDeg * Math.PI) / 180);
  context.beginPath();
  if (status === 2) {
    context.moveTo(0, -0.82);
    context.lineTo(0.66, 0.62);
    context.lineTo(0, 0.28);
    context.lineTo(-0.66, 0.62);
  } else if (status === 3) {
    context.rotate((-headingDeg * Math.PI) / 180);
    context.rect(-0.56, -0.56, 1.12, 1.12);
  } else if (status === 4) {
    context.arc(0, 0.14, 0.56, -0.35, Math.PI + 0.35);
    context.lineTo(0, -0.86);
  } else {
    context.arc(0, 0, 0.46, 0, 2 * Math.PI);
  }
  context.closePath();
  const colour = colours.byStatus[status] ?? colours.byStatus[1]!;
  const idle = status < 2 || status > 4;
  context.lineJoin = 'round';
  context.strokeStyle = colours.outline;
  context.lineWidth = idle ? 0.6 : 0.3;
  context.stroke();
  if (idle) {
    context.strokeStyle = colour;
    context.lineWidth = 0.3;
    context.stroke();
  } else {
    context.fillStyle = colour;
    context.fill();
  }
}
