import { css, html, LitElement } from 'lit';
import { count } from '../../common/format.ts';
import type { FigureValues } from '../figures/figures.ts';
import { fineMs, latency } from '../format.ts';
import { panelStyles } from './panel-styles.ts';

/** What the map does and how fresh it is, in figures. */
export class MapHud extends LitElement {
  static override properties = {
    values: { attribute: false },
    riders: { type: Number },
    renderer: { type: String },
    replay: { type: Boolean },
  };
  static override styles = [
    panelStyles,
    css`
      .card {
        padding: 8px 12px;
        min-inline-size: 236px;
      }
      dl {
        display: grid;
        grid-template-columns: auto auto;
        gap: 1px 14px;
        margin: 0;
        font-size: 12px;
      }
      dt {
        color: var(--muted);
      }
      dd {
        margin: 0;
        text-align: end;
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
        font-weight: 600;
      }
    `,
  ];

  declare values: FigureValues | undefined;
  declare riders: number;
  declare renderer: string;
  /** A trace of long ago has no freshness: it is as old as it is. */
  declare replay: boolean;

  protected override render(): unknown {
    const { values } = this;
    if (values === undefined) {
      return html``;
    }
    return html`
      <section class="card" aria-label="Figures of the map" data-testid="hud">
        <dl>
          <dt>Riders in view</dt>
          <dd data-testid="hud-riders">${count(this.riders)}</dd>
          <dt>Updates received/s</dt>
          <dd data-testid="hud-updates">${count(values.updatesPerSecond)}</dd>
          <dt title="From the time of the GPS fix to the frame that first shows it">Freshness p50 / p99</dt>
          <dd data-testid="hud-freshness">
            ${this.freshness(values.freshnessMsP50)} / ${this.freshness(values.freshnessMsP99)}
          </dd>
          <dt title="Positions that a newer one replaced before they were sent">Conflated/s</dt>
          <dd data-testid="hud-conflated">${count(values.conflatedPerSecond)}</dd>
          <dt title="As many as the eye can tell apart at this zoom, and as the machine draws easily">Frames/s</dt>
          <dd data-testid="hud-frames">${count(values.framesPerSecond)} <span class="muted">${this.renderer}</span></dd>
          <dt title="JavaScript of the map in a frame">Script/frame p50 / p99</dt>
          <dd data-testid="hud-script">${fineMs(values.scriptMsMedian)} / ${fineMs(values.scriptMsP99)}</dd>
        </dl>
      </section>
    `;
  }

  private freshness(ms: number | undefined): string {
    return latency(this.replay && ms === Infinity ? undefined : ms);
  }
}

customElements.define('map-hud', MapHud);
