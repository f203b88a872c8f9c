import { LitElement, css, html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { controls, page } from '../common/controls.css.ts';
import { clockTime, timeAndAge } from '../common/format.ts';
import { Poller } from '../common/poller.ts';
import './cell-heat.ts';
import './chart-figure.ts';
import { chartsOf } from './charts.ts';
import { WindowSeries } from './window-series.ts';
import { type WindowSize, fetchWindows } from './windows.ts';

const SIZES: readonly { readonly size: WindowSize; readonly name: string }[] = [
  { size: '1s', name: '1 s' },
  { size: '10s', name: '10 s' },
  { size: '60s', name: '60 s' },
];

const REFRESH_MS: Record<WindowSize, number> = { '1s': 1_000, '10s': 2_000, '60s': 5_000 };

/** The page of closed windows: charts over time, by zone, by stage, and heat by cell. */
class DeliveryAnalytics extends LitElement {
  static properties = { size: { state: true } };
  static styles = [
    controls,
    page,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-4);
        align-items: center;
        margin-block-end: var(--space-4);
      }
      .sizes {
        display: flex;
        align-items: center;
        gap: var(--space-1);
      }
      .sizes button[aria-pressed='true'] {
        background: var(--accent);
        border-color: var(--accent);
        color: var(--on-accent);
      }
      .charts {
        display: grid;
        gap: var(--space-4);
        grid-template-columns: minmax(0, 1fr);
      }
      /* Rows fill up: the first chart is wide, and the heat takes the place of two or four. */
      @media (min-width: 800px) {
        .charts {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
        .events,
        .heat {
          grid-column: span 2;
        }
      }
      @media (min-width: 1240px) {
        .charts {
          grid-template-columns: repeat(3, minmax(0, 1fr));
        }
        .heat {
          grid-area: 2 / 2 / span 2 / span 2;
        }
      }
    `,
  ];

  declare size: WindowSize;

  private series: WindowSeries;
  private readonly windows = new Poller<WindowSeries>(
    this,
    async (signal) => {
      const series = this.series;
      series.merge(await fetchWindows(series.size, series.askFromMs, series.kept, signal));
      return series;
    },
    () => REFRESH_MS[this.size],
  );

  constructor() {
    super();
    this.size = '10s';
    this.series = new WindowSeries(this.size);
  }

  protected override render() {
    return html`
      <header>
        <h1>Analytics</h1>
        <div class="sizes" role="group" aria-label="Length of the windows">
          ${SIZES.map(
            ({ size, name }) => html`
              <button
                type="button"
                aria-pressed=${size === this.size}
                data-testid="window-size-${size}"
                @click=${() => this.choose(size)}
              >
                ${name}
              </button>
            `,
          )}
        </div>
        <p class="muted" data-testid="analytics-state">${this.stateText()}</p>
      </header>
      <div class="charts">
        ${repeat(
          chartsOf(this.series),
          (chart) => chart.name,
          (chart) => html`<section class="card ${chart.name}"><chart-figure .chart=${chart}></chart-figure></section>`,
        )}
        <section class="card heat"><cell-heat .size=${this.size}></cell-heat></section>
      </div>
    `;
  }

  private stateText(): string {
    const { silence } = this.windows;
    const latest = this.series.latest;
    if (silence) {
      return `No answer since ${clockTime(silence.sinceMs)}; what is shown is older`;
    }
    if (!latest) {
      return 'Waiting for the first window to close';
    }
    return `Counted up to ${timeAndAge(latest.endMs, Date.now())}`;
  }

  private choose(size: WindowSize): void {
    if (size !== this.size) {
      this.size = size;
      this.series = new WindowSeries(size);
      this.windows.restart();
    }
  }
}

customElements.define('delivery-analytics', DeliveryAnalytics);
