import type { FigureValues } from './figures/figures.ts';
import type { Subject } from './url-state.ts';

/**
 * `window.deliveryMap`: what the map shows, for tests and benchmarks. Reading changes nothing; there is nothing to command
 * but `resetFigures`. Present while the map page is.
 */
export interface DeliveryMapProbe {
  /** Raised when a member changes its meaning. */
  readonly version: 1;
  readonly renderer: 'webgl2' | 'canvas2d';
  readonly mode: 'riders' | 'cells';
  readonly connection: 'connecting' | 'open' | 'away';
  /** The figures of the HUD at this moment. */
  figures(): FigureValues;
  /** Medians, quantiles and counts start anew. */
  resetFigures(): void;
  zoom(): number;
  /** Latitude and longitude of the middle. */
  centre(): [number, number];
  /** Riders that the page knows; in density, those that the service counted. */
  riders(): number;
  /** Riders within the view. */
  ridersInView(): number;
  /** Ids of riders within the view, at most `limit`. */
  riderIds(limit?: number): number[];
  /** Of the first 500 riders within the view the one that is farthest from its nearest neighbour: one can click it. */
  loneliestRider(): number | null;
  /** Where a rider is drawn now, in CSS pixels of the map; null if it is not drawn. */
  pixelOf(riderId: number): [number, number] | null;
  /** How long ago the latest frame arrived, in ms; null before the first. */
  silenceMs(): number | null;
  selected(): Subject | null;
}

declare global {
  interface Window {
    deliveryMap?: DeliveryMapProbe;
  }
}
