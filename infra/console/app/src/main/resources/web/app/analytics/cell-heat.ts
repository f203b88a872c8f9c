import { LitElement, css, html, nothing, svg } from 'lit';
import { controls } from '../common/controls.css.ts';
import { clockTime, count, measure } from '../common/format.ts';
import { Poller } from '../common/poller.ts';
import { CellProjection, type DegreeBox, boxAround } from './cell-projection.ts';
import { CellScale } from './cell-scale.ts';
import { type CityOutline, fetchOutline, pathOf } from './city-outline.ts';
import { type Cell, type Cells, type WindowSize, fetchCells } from './windows.ts';

type Measure = 'riders' | 'events' | 'speed';

interface MeasureKind {
  readonly name: string;
  readonly unit: string;
  /** Whether it is a count. */
  readonly whole: boolean;
  readonly of: (cell: Cell) => number;
}

const MEASURES: Record<Measure, MeasureKind> = {
  riders: { name: 'Riders', unit: 'riders', whole: true, of: (cell) => cell.riders },
  events: { name: 'Events', unit: 'events', whole: true, of: (cell) => cell.events },
  speed: { name: 'Mean speed', unit: 'km/h', whole: false, of: (cell) => cell.meanSpeedMps * 3.6 },
};

/** Cells change slowly, and a picture of them is some 100 kB. */
const REFRESH_MS = 3_000;
const WIDTH = 1_000;
const TABLE_ROWS = 12;

/**
 * Heat by H3 cell of the newest window over the city's outline. With the pointer or the arrow keys a person walks from cell
 * to cell, from the busiest down; the words for it stand below, and the busiest are a table.
 */
class CellHeat extends LitElement {
  static properties = {
    size: { attribute: false },
    measure: { state: true },
    chosen: { state: true },
    outline: { state: true },
    open: { state: true },
  };
  static styles = [
    controls,
    css`
      figure {
        margin: 0;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-4);
        align-items: center;
      }
      .measures {
        display: flex;
        gap: var(--space-1);
      }
      .measures button[aria-pressed='true'] {
        background: var(--accent);
        border-color: var(--accent);
        color: var(--on-accent);
      }
      svg {
        display: block;
        inline-size: 100%;
        block-size: auto;
        max-block-size: 460px;
        margin-block: var(--space-3);
        background: var(--surface);
        border-radius: 6px;
      }
      .water {
        fill: var(--accent);
        opacity: 0.14;
      }
      .street {
        fill: none;
        stroke: var(--muted);
        stroke-width: 1.2;
        opacity: 0.55;
      }
      .cell {
        stroke: var(--raised);
        stroke-width: 0.8;
        /* As in the legend: the ground shows through. */
        fill-opacity: 0.82;
      }
      .cell.chosen {
        stroke: var(--text);
        stroke-width: 3;
        fill-opacity: 1;
      }
      .q0 {
        --q: var(--heat-0);
      }
      .q1 {
        --q: var(--heat-1);
      }
      .q2 {
        --q: var(--heat-2);
      }
      .q3 {
        --q: var(--heat-3);
      }
      .q4 {
        --q: var(--heat-4);
      }
      .q5 {
        --q: var(--heat-5);
      }
      .cell {
        fill: var(--q);
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-4);
        list-style: none;
        margin: 0;
        padding: 0;
        font-size: 13px;
        color: var(--muted);
      }
      .legend span {
        display: inline-block;
        inline-size: 16px;
        block-size: 12px;
        margin-inline-end: 6px;
        vertical-align: -1px;
        background: color-mix(in srgb, var(--q) 82%, var(--surface));
        border: 1px solid var(--line);
      }
      .words {
        min-block-size: 1.5em;
        margin-block-end: var(--space-2);
        font-variant-numeric: tabular-nums;
      }
      details {
        font-size: 13px;
        margin-block-start: var(--space-2);
      }
      summary {
        cursor: pointer;
        color: var(--muted);
      }
    `,
  ];

  declare size: WindowSize;
  declare measure: Measure;
  declare chosen: string | undefined;
  declare outline: CityOutline | undefined;
  declare open: boolean;

  private readonly cells = new Poller<Cells>(
    this,
    (signal) => fetchCells(this.size, signal),
    () => REFRESH_MS,
  );
  private leaving: AbortController | undefined;

  constructor() {
    super();
    this.size = '10s';
    this.measure = 'riders';
    this.open = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.leaving = new AbortController();
    void this.loadOutline(this.leaving.signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leaving?.abort();
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.get('size') !== undefined) {
      this.cells.restart();
    }
  }

  protected override render() {
    const now = this.cells.value;
    const ranked = [...(now?.cells ?? [])].sort((a, b) => this.valueOf(b) - this.valueOf(a));
    const box = boxAround(ranked.flatMap((cell) => cell.boundary));
    const scale = new CellScale(ranked[0] ? this.valueOf(ranked[0]) : 0, MEASURES[this.measure].whole);
    return html`
      <figure aria-label="Heat by cell" data-testid="chart-cells" data-points=${ranked.length}>
        <div class="head">
          <h2>Heat by cell</h2>
          <div class="measures" role="group" aria-label="What is shown">
            ${(Object.keys(MEASURES) as Measure[]).map(
              (name) => html`
                <button
                  type="button"
                  aria-pressed=${name === this.measure}
                  data-testid="cells-${name}"
                  @click=${() => (this.measure = name)}
                >
                  ${MEASURES[name].name}
                </button>
              `,
            )}
          </div>
          <p class="muted">${now ? `Window from ${clockTime(now.startMs)} to ${clockTime(now.endMs)}` : ''}</p>
        </div>
        ${box ? this.picture(ranked, box, scale) : html`<p class="muted">Nothing counted yet</p>`}
        <p class="words" aria-live="polite" data-testid="cells-value">${this.words(ranked)}</p>
        ${box ? this.legend(scale) : nothing} ${this.table(ranked)}
      </figure>
    `;
  }

  private picture(ranked: readonly Cell[], box: DegreeBox, scale: CellScale) {
    const projection = new CellProjection(box, WIDTH);
    return html`
      <svg
        viewBox="0 0 ${projection.width} ${Math.ceil(projection.height)}"
        tabindex="0"
        role="group"
        aria-label="Cells of the city; arrow keys walk from the busiest down"
        data-testid="cells-picture"
        @keydown=${(event: KeyboardEvent) => this.walk(event, ranked)}
        @pointerover=${this.point}
        @pointerleave=${() => (this.chosen = undefined)}
      >
        ${
          this.outline
            ? svg`<path class="water" d=${pathOf(this.outline.water, projection, true)}></path>`
            : nothing
        }
        ${ranked.map((cell) => {
          const chosen = cell.cell === this.chosen ? 'chosen' : '';
          return svg`<path
            class="cell q${scale.stepOf(this.valueOf(cell))} ${chosen}"
            d=${pathOf([cell.boundary], projection, true)}
            data-cell=${cell.cell}
          ></path>`;
        })}
        ${
          this.outline
            ? svg`<path class="street" pointer-events="none" d=${pathOf(this.outline.streets, projection, false)}></path>`
            : nothing
        }
      </svg>
    `;
  }

  private legend(scale: CellScale) {
    const { unit, whole } = MEASURES[this.measure];
    return html`
      <ul class="legend" aria-label="Colours">
        ${scale.bounds.map(
          (_bound, step) => html`<li><span class="q${step}"></span>${scale.wordsOf(step, whole)} ${unit}</li>`,
        )}
      </ul>
    `;
  }

  private table(ranked: readonly Cell[]) {
    return html`
      <details @toggle=${(event: Event) => (this.open = (event.target as HTMLDetailsElement).open)}>
        <summary data-testid="chart-cells-table">The busiest as a table</summary>
        ${
          this.open
            ? html`<div class="scroll" tabindex="0" role="region" aria-label="The busiest cells">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">Cell</th>
                      <th scope="col">Riders</th>
                      <th scope="col">Events</th>
                      <th scope="col">Mean speed (km/h)</th>
                    </tr>
                  </thead>
                  <tbody>
                    ${ranked.slice(0, TABLE_ROWS).map(
                      (cell) => html`
                        <tr>
                          <th scope="row">${placeOf(cell)}</th>
                          <td>${count(cell.riders)}</td>
                          <td>${count(cell.events)}</td>
                          <td>${measure(MEASURES.speed.of(cell))}</td>
                        </tr>
                      `,
                    )}
                  </tbody>
                </table>
              </div>`
            : nothing
        }
      </details>
    `;
  }

  private words(ranked: readonly Cell[]): string {
    const index = ranked.findIndex((cell) => cell.cell === this.chosen);
    const cell = ranked[index];
    return cell
      ? `${placeOf(cell)}, number ${index + 1} of ${ranked.length}: ${count(cell.riders)} riders, ` +
          `${count(cell.events)} events, ${measure(MEASURES.speed.of(cell))} km/h on average`
      : `${count(ranked.length)} cells; point at one, or walk with the arrow keys`;
  }

  private valueOf(cell: Cell): number {
    return MEASURES[this.measure].of(cell);
  }

  private readonly point = (event: PointerEvent) => {
    this.chosen = (event.target as Element).getAttribute('data-cell') ?? undefined;
  };

  private walk(event: KeyboardEvent, ranked: readonly Cell[]): void {
    const index = ranked.findIndex((cell) => cell.cell === this.chosen);
    const step = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : -1;
    if (!event.key.startsWith('Arrow') || ranked.length === 0) {
      return;
    }
    event.preventDefault();
    this.chosen = ranked[Math.min(ranked.length - 1, Math.max(0, index + step))]?.cell;
  }

  /** Without it the cells stand alone; the next visit of the page asks again. */
  private async loadOutline(signal: AbortSignal): Promise<void> {
    try {
      this.outline = await fetchOutline(signal);
    } catch (fault) {
      if (!signal.aborted) {
        console.warn('No outline of the city', fault);
      }
    }
  }
}

function placeOf(cell: Cell): string {
  const [longitude, latitude] = cell.centre;
  return `${latitude.toFixed(3)}, ${longitude.toFixed(3)}`;
}

customElements.define('cell-heat', CellHeat);
