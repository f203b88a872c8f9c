import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { LitElement, css, html, nothing } from 'lit';
import { controls } from '../common/controls.css.ts';
import { measure } from '../common/format.ts';
import { onThemeChange } from '../common/theme.ts';
import { chartColours, optionOf, placeName } from './chart-option.ts';
import { type Chart, lastPlaceOf, pointsOf, unitBesideTitle } from './chart.ts';

use([BarChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

/** Rows of the table: the newest, as many as can be read. */
const TABLE_ROWS = 20;

/** One chart as a figure: title, newest values, picture, legend, and the same as a table. */
class ChartFigure extends LitElement {
  static properties = { chart: { attribute: false }, open: { state: true } };
  static styles = [
    controls,
    css`
      figure {
        margin: 0;
        display: flex;
        flex-direction: column;
        gap: var(--space-2);
      }
      .head {
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        gap: var(--space-2);
      }
      .now {
        font-size: 18px;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .unit {
        color: var(--muted);
        font-weight: 400;
        font-size: 13px;
      }
      .note {
        font-size: 13px;
      }
      .picture {
        block-size: 190px;
        position: relative;
      }
      .empty {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-4);
        font-size: 13px;
        color: var(--muted);
      }
      .swatch {
        display: inline-block;
        inline-size: 18px;
        block-size: 0;
        border-block-start: 3px solid var(--chart-5);
        margin-inline-end: 6px;
        vertical-align: 4px;
      }
      .s1 {
        border-color: var(--chart-1);
      }
      .s2 {
        border-color: var(--chart-2);
        border-block-start-style: dashed;
      }
      .s3 {
        border-color: var(--chart-3);
        border-block-start-style: dotted;
      }
      .bars .swatch {
        border-block-start: 0;
        inline-size: 12px;
        block-size: 12px;
        vertical-align: -1px;
        background: var(--chart-1);
      }
      .bars .s2 {
        background: var(--chart-2);
      }
      .bars .s3 {
        background: var(--chart-3);
      }
      details {
        font-size: 13px;
      }
      summary {
        cursor: pointer;
        color: var(--muted);
      }
    `,
  ];

  declare chart: Chart;
  declare open: boolean;

  private drawing: ECharts | undefined;
  private endTheme: (() => void) | undefined;
  private readonly size = new ResizeObserver(() => this.drawing?.resize());

  constructor() {
    super();
    this.open = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.endTheme = onThemeChange(() => this.draw());
    if (this.hasUpdated) {
      this.startDrawing();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.endTheme?.();
    this.size.disconnect();
    this.drawing?.dispose();
    this.drawing = undefined;
  }

  protected override firstUpdated(): void {
    this.startDrawing();
  }

  protected override updated(): void {
    this.draw();
  }

  protected override render() {
    const { name, title, note, series } = this.chart;
    const unit = unitBesideTitle(this.chart);
    const points = pointsOf(this.chart);
    const bars = series.every((one) => one.kind === 'bar');
    return html`
      <figure class=${bars ? 'bars' : 'lines'} aria-label=${title} data-testid="chart-${name}" data-points=${points}>
        <div class="head">
          <h2>${title} ${unit === undefined ? nothing : html`<span class="unit">(${unit})</span>`}</h2>
          <span class="now">${this.nowText()}</span>
        </div>
        ${note ? html`<p class="note muted">${note}</p>` : nothing}
        <div class="picture">
          <div class="picture" role="img" aria-label="${title}: ${this.words()}"></div>
          ${points === 0 ? html`<p class="empty muted">Nothing counted yet</p>` : nothing}
        </div>
        ${
          series.length > 1
            ? html`<ul aria-label="Legend">
                ${series.map((one, index) => html`<li><span class="swatch s${index + 1}"></span>${one.name}</li>`)}
              </ul>`
            : nothing
        }
        <details @toggle=${(event: Event) => (this.open = (event.target as HTMLDetailsElement).open)}>
          <summary data-testid="chart-${name}-table">As a table</summary>
          ${this.open ? this.table() : nothing}
        </details>
      </figure>
    `;
  }

  /** The newest value of a chart over time with one line. */
  private nowText(): string {
    const last = lastPlaceOf(this.chart);
    const only = this.chart.series.length === 1 ? this.chart.series[0] : undefined;
    return only && last !== undefined ? `${measure(only.values[last])} ${this.chart.unit}` : '';
  }

  private words(): string {
    const last = lastPlaceOf(this.chart);
    if (last === undefined) {
      return 'nothing yet';
    }
    const values = this.chart.series.map((one) => `${one.name} ${measure(one.values[last])} ${this.chart.unit}`);
    return `${placeName(this.chart, last)}, ${values.join(', ')}`;
  }

  private table() {
    const { series, unit, along } = this.chart;
    const places = 'times' in along ? along.times.length : along.names.length;
    const rows = Array.from({ length: places }, (_, place) => place);
    const shown = 'times' in along ? rows.slice(-TABLE_ROWS).reverse() : rows;
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label="${this.chart.title} as a table">
        <table>
          <thead>
            <tr>
              <th scope="col">${'times' in along ? 'Window from' : ''}</th>
              ${series.map((one) => html`<th scope="col">${one.name} (${unit})</th>`)}
            </tr>
          </thead>
          <tbody>
            ${shown.map(
              (place) => html`
                <tr>
                  <th scope="row">${placeName(this.chart, place)}</th>
                  ${series.map((one) => html`<td>${measure(one.values[place])}</td>`)}
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  private startDrawing(): void {
    const place = this.renderRoot.querySelector<HTMLElement>('[role="img"]');
    if (place) {
      this.drawing = init(place, undefined, { renderer: 'canvas' });
      this.size.observe(place);
      this.draw();
    }
  }

  private draw(): void {
    this.drawing?.setOption(optionOf(this.chart, chartColours()), { notMerge: true, lazyUpdate: true });
  }
}

customElements.define('chart-figure', ChartFigure);
