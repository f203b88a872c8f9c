import { html, type TemplateResult } from 'lit';
import type { Pipeline } from '../common/pipeline.ts';

/** A page of the console: where it is, what it is called, and the element that is it. */
export interface Page {
  readonly path: string;
  readonly name: string;
  readonly element: (pipeline: Pipeline | undefined) => TemplateResult;
}

const MAP: Page = { path: '/', name: 'Map', element: () => html`<delivery-map></delivery-map>` };

/** All pages in the order of the navigation; the server answers these paths with the same document. */
export const PAGES: readonly Page[] = [
  MAP,
  {
    path: '/analytics',
    name: 'Analytics',
    element: () => html`<delivery-analytics></delivery-analytics>`,
  },
  {
    path: '/pipeline',
    name: 'Pipeline',
    element: (pipeline) => html`<delivery-pipeline .pipeline=${pipeline}></delivery-pipeline>`,
  },
];

/** The page at a path; the server sends the document for no others. */
export function pageAt(path: string): Page {
  return PAGES.find((page) => page.path === path) ?? MAP;
}
