import { html, type TemplateResult } from 'lit';

/** A page of the console: where it is, what it is called, and the element that is it. */
export interface Page {
  readonly path: string;
  readonly name: string;
  readonly element: () => TemplateResult;
}

/** All pages in the order of the navigation; the server answers these paths with the same document. */
export const PAGES: readonly Page[] = [
  { path: '/', name: 'Map', element: () => html`<delivery-map></delivery-map>` },
  { path: '/analytics', name: 'Analytics', element: () => html`<delivery-analytics></delivery-analytics>` },
  { path: '/pipeline', name: 'Pipeline', element: () => html`<delivery-pipeline></delivery-pipeline>` },
];

/** The page at a path; an unknown path is the map's, as the server never sends one. */
export function pageAt(path: string): Page {
  return PAGES.find((page) => page.path === path) ?? PAGES[0]!;
}
