/** A fast rider. */
const SPEED_MPS = 15;
/** Less than this between two frames nobody sees. */
const VISIBLE_PX = 0.5;
const FASTEST_MS = 1000 / 60;
const SLOWEST_MS = 1000 / 12;
/** Frames may take up this share of the time; the rest belongs to the page and, on one machine, to the pipeline. */
const SHARE = 0.6;

/**
 * How long to wait between two frames of the animation. Two bounds: no faster than the eye can tell (far out a rider needs
 * seconds for a pixel), and no faster than the machine draws with some time left over, which matters where the graphics card
 * is software. Moving the map is not paced: it draws whenever OpenLayers does.
 */
export class FramePacer {
  private costMs = FASTEST_MS;

  /** A frame was ready for the next one after `ms`: drawing, compositing and all. */
  took(ms: number): void {
    // A single long frame (a collection, another tab) weighs little.
    this.costMs += (Math.min(ms, 500) - this.costMs) * 0.1;
  }

  /** From the start of a frame to the start of the next, at a resolution in metres a pixel. */
  intervalMs(metresPerPixel: number): number {
    const byEye = Math.min(Math.max((VISIBLE_PX * metresPerPixel * 1000) / SPEED_MPS, FASTEST_MS), SLOWEST_MS);
    const byMachine = this.costMs <= FASTEST_MS * 1.2 ? 0 : this.costMs / SHARE;
    return Math.max(byEye, byMachine);
  }
}
