import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { count } from '../../common/format.ts';
import { densityAt } from '../density/density-grid.ts';
import type { Palette } from '../palette.ts';
import { drawSymbol } from '../riders/canvas-renderer.ts';
import { REPLAY_STATUSES, STATUSES } from '../selection/model.ts';
import { panelStyles } from './panel-styles.ts';

const SYMBOL_PX = 20;

/** What the dots, or the colours of the density, mean. */
export class MapLegend extends LitElement {
  static override properties = {
    mode: { type: String },
    peak: { type: Number },
    palette: { attribute: false },
    counts: { attribute: false },
    replay: { type: Boolean },
    restaurants: { type: Boolean },
  };
  static override styles = [
    panelStyles,
    css`
      .card {
        padding: 8px 12px;
        font-size: 12px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        display: grid;
        gap: 2px;
      }
      li {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      li .number {
        margin-inline-start: auto;
        padding-inline-start: 12px;
        color: var(--muted);
      }
      canvas {
        inline-size: 20px;
        block-size: 20px;
        flex: none;
      }
      .place {
        flex: none;
        inline-size: 4px;
        block-size: 4px;
        margin: 8px;
        border-radius: 50%;
      }
      .ramp {
        inline-size: 220px;
        block-size: 12px;
        border-radius: 6px;
        border: 1px solid var(--line);
        display: block;
      }
      .ticks {
        display: flex;
        justify-content: space-between;
        margin-block-start: 3px;
        font-variant-numeric: tabular-nums;
      }
      .title {
        margin: 0 0 5px;
        font-weight: 600;
      }
      @media (max-width: 640px) {
        ul {
          grid-template-columns: auto auto;
          gap: 2px 12px;
        }
        li .number {
          display: none;
        }
        .ramp {
          inline-size: 180px;
        }
      }
    `,
  ];

  declare mode: 'riders' | 'cells';
  declare peak: number;
  declare palette: Palette | undefined;
  /** Riders in view by status number; empty before the first of them arrived. */
  declare counts: readonly number[];
  declare replay: boolean;
  /** Whether the map is close enough to show where restaurants are. */
  declare restaurants: boolean;

  constructor() {
    super();
    this.mode = 'riders';
    this.counts = [];
    this.replay = false;
    this.restaurants = false;
  }

  protected override render(): unknown {
    return this.mode === 'cells' ? this.density() : this.statuses();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.palette !== undefined && (changed.has('palette') || changed.has('mode') || changed.has('replay'))) {
      this.renderRoot.querySelectorAll('canvas').forEach((canvas) => this.paint(canvas, this.palette!));
    }
    const place = this.renderRoot.querySelector<HTMLElement>('.place');
    if (place !== null && this.palette !== undefined) {
      place.style.background = this.palette.restaurant;
    }
    const ramp = this.renderRoot.querySelector<HTMLElement>('.ramp');
    if (ramp !== null && this.palette !== undefined) {
      const stops = this.palette.density.map(([red, green, blue, alpha]) => `rgb(${red} ${green} ${blue} / ${alpha})`);
      ramp.style.background = `linear-gradient(to right, ${stops.join(', ')})`;
    }
  }

  private statuses(): unknown {
    return html`
      <section class="card" aria-label="Legend" data-testid="map-legend">
        <ul>
          ${(this.replay ? REPLAY_STATUSES : STATUSES).map(
            ({ number, label }) => html`
              <li>
                <canvas width=${SYMBOL_PX * 2} height=${SYMBOL_PX * 2} data-status=${number} aria-hidden="true"></canvas>
                ${label}
                <span class="number">${count(this.counts[number])}</span>
              </li>
            `,
          )}
          ${this.restaurants ? html`<li><span class="place"></span>Restaurant</li>` : nothing}
        </ul>
      </section>
    `;
  }

  private density(): unknown {
    return html`
      <section class="card" aria-label="Legend" data-testid="map-legend">
        <p class="title">Riders per km²</p>
        <span class="ramp"></span>
        <span class="ticks">
          ${[0, 0.5, 1].map((share) => html`<span>${this.peak > 0 ? tick(densityAt(share, this.peak)) : '–'}</span>`)}
        </span>
      </section>
    `;
  }

  private paint(canvas: HTMLCanvasElement, palette: Palette): void {
    const context = canvas.getContext('2d')!;
    context.setTransform(SYMBOL_PX, 0, 0, SYMBOL_PX, SYMBOL_PX, SYMBOL_PX);
    context.clearRect(-1, -1, 2, 2);
    drawSymbol(context, Number(canvas.dataset['status']), 0, palette.riders);
  }
}

function tick(value: number): string {
  return value > 0 && value < 3 ? value.toFixed(1) : count(value);
}

customElements.define('map-legend', MapLegend);
