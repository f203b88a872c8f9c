import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { Figure, PartState } from './figures.ts';

/** A box: one part of the pipeline. Units are those of the drawing's view box. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const PADDING = 14;
const FIRST_LINE = 26;
const LINE = 20;

const MARK: Record<PartState['kind'], string> = { good: '●', warn: '▲', bad: '✕', unknown: '○' };

/** How high a part is that has so many lines below its name, its state among them. */
export function heightOf(lines: number): number {
  return FIRST_LINE + lines * LINE + PADDING;
}

/** A part with its name, its state as a mark and a word, and figures of its own. */
export function part(
  box: Box,
  name: string,
  state: PartState | undefined,
  lines: readonly (Figure | string)[],
): SVGTemplateResult {
  const x = box.x + PADDING;
  const firstLine = box.y + FIRST_LINE + LINE * (state ? 2 : 1);
  return svg`
    <g class="part ${state?.kind ?? 'plain'}" data-part=${name} data-state=${state?.word ?? nothing}>
      <rect x=${box.x} y=${box.y} width=${box.width} height=${box.height} rx="10"></rect>
      <text class="name" x=${x} y=${box.y + FIRST_LINE}>${name}</text>
      ${
        state
          ? svg`<text class="state" x=${x} y=${box.y + FIRST_LINE + LINE}>${MARK[state.kind]} ${state.word}</text>`
          : nothing
      }
      ${lines.map((line, index) => label(line, x, firstLine + index * LINE, 'line', 'start'))}
    </g>
  `;
}

/** An arrow along a path. */
export function arrow(path: string): SVGTemplateResult {
  return svg`<path class="arrow" d=${path} marker-end="url(#head)"></path>`;
}

/** A line of text; a figure carries its value for machines. */
export function label(
  content: Figure | string,
  x: number,
  y: number,
  kind: 'main' | 'line',
  anchor: 'start' | 'middle',
): SVGTemplateResult {
  return typeof content === 'string'
    ? svg`<text class=${kind} x=${x} y=${y} text-anchor=${anchor}>${content}</text>`
    : svg`<text
        class=${kind}
        x=${x}
        y=${y}
        text-anchor=${anchor}
        data-testid="figure-${content.name}"
        data-value=${content.value ?? nothing}
      >${content.text}</text>`;
}
