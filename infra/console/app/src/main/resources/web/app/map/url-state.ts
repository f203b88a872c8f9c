import type { WantedRenderer } from './riders/renderer.ts';

/** What is looked at: from a link, and in the address for the next link. */
export interface ViewState {
  readonly zoom: number;
  readonly latitude: number;
  readonly longitude: number;
}

/** A rider or an order. */
export type Subject = { readonly kind: 'rider'; readonly id: number } | { readonly kind: 'order'; readonly id: number };

const HASH = /^#(\d{1,2}(?:\.\d+)?)\/(-?\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)$/;

/** `#14.20/52.52000/13.40500`; undefined for anything else. */
export function parseView(hash: string): ViewState | undefined {
  const match = HASH.exec(hash);
  if (match === null) {
    return undefined;
  }
  const [zoom, latitude, longitude] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180 ? { zoom, latitude, longitude } : undefined;
}

export function formatView(view: ViewState): string {
  return `#${view.zoom.toFixed(2)}/${view.latitude.toFixed(5)}/${view.longitude.toFixed(5)}`;
}

/** `?rider=7` or `?order=7`; undefined for anything else. */
export function parseSubject(search: string): Subject | undefined {
  const parameters = new URLSearchParams(search);
  for (const kind of ['rider', 'order'] as const) {
    const text = parameters.get(kind);
    const id = text !== null && /^\d+$/.test(text) ? Number(text) : 0;
    if (isId(kind, id)) {
      return { kind, id };
    }
  }
  return undefined;
}

/** The query for a subject; other parameters stay as they are. */
export function withSubject(search: string, subject: Subject | undefined): string {
  const parameters = new URLSearchParams(search);
  parameters.delete('rider');
  parameters.delete('order');
  if (subject !== undefined) {
    parameters.set(subject.kind, String(subject.id));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** `?renderer=webgl` or `?renderer=canvas`; else whichever is quicker here. */
export function parseRenderer(search: string): WantedRenderer {
  const name = new URLSearchParams(search).get('renderer');
  return name === 'webgl' || name === 'canvas' ? name : 'quickest';
}

/** Rider ids end at 2^31 - 1, order ids at 2^53 - 1. */
export function isId(kind: Subject['kind'], id: number): boolean {
  return Number.isInteger(id) && id >= 1 && id <= (kind === 'rider' ? 2 ** 31 - 1 : Number.MAX_SAFE_INTEGER);
}
