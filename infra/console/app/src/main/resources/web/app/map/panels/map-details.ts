import { css, html, LitElement, nothing } from 'lit';
import { ago, clockTime, duration } from '../../common/format.ts';
import { compass } from '../format.ts';
import { type Order, ORDER_STATES, type Rider, REPLAY_STATUSES, STATE_LABELS, STATUSES } from '../selection/model.ts';
import type { SelectionState } from '../selection/selection.ts';
import { statusLabel } from '../words.ts';
import { panelStyles } from './panel-styles.ts';

/** The selected rider or order. Fires `close-details`, `toggle-follow`, `show-trail` and `subject-chosen`. */
export class MapDetails extends LitElement {
  static override properties = {
    selection: { attribute: false },
    following: { type: Boolean },
    nowMs: { type: Number },
    restaurantName: { attribute: false },
    replay: { type: Boolean },
  };
  static override styles = [
    panelStyles,
    css`
      .card {
        display: flex;
        flex-direction: column;
        max-block-size: inherit;
        overflow: hidden;
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 10px 8px 8px 16px;
      }
      h2 {
        font-size: 17px;
        margin: 0;
        flex: 1;
        font-variant-numeric: tabular-nums;
      }
      h3 {
        font-size: 13px;
        margin: 0 0 6px;
      }
      .close {
        border: 0;
        min-inline-size: 36px;
        padding: 0;
        font-size: 18px;
      }
      .body {
        overflow: auto;
        padding: 0 16px 14px;
        display: grid;
        gap: 12px;
      }
      .pill {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        border-radius: 999px;
        padding: 2px 10px;
        font-size: 12px;
        font-weight: 600;
        border: 1.5px solid currentColor;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 3px 14px;
        margin: 0;
      }
      dt {
        color: var(--muted);
      }
      dd {
        margin: 0;
        text-align: end;
        font-variant-numeric: tabular-nums;
      }
      section {
        border-block-start: 1px solid var(--line);
        padding-block-start: 10px;
      }
      .actions {
        display: flex;
        gap: 8px;
        flex-wrap: wrap;
      }
      ol {
        list-style: none;
        margin: 10px 0 0;
        padding: 0;
      }
      ol li {
        position: relative;
        display: flex;
        justify-content: space-between;
        padding: 2px 0 2px 22px;
        color: var(--muted);
      }
      ol li::before {
        content: '';
        position: absolute;
        inset: 7px auto auto 4px;
        inline-size: 9px;
        block-size: 9px;
        border-radius: 50%;
        border: 2px solid var(--line);
        background: var(--raised);
        z-index: 1;
      }
      ol li:not(:last-child)::after {
        content: '';
        position: absolute;
        inset: 15px auto -8px 8px;
        border-inline-start: 2px solid var(--line);
      }
      ol li.done {
        color: var(--text);
      }
      ol li.done::before {
        background: var(--accent);
        border-color: var(--accent);
      }
      ol li.now {
        font-weight: 600;
      }
      .late {
        color: var(--bad);
      }
      .body > p {
        margin: 0;
      }
      .body > section:first-child {
        border: 0;
        padding: 0;
      }
      .problem {
        border-inline-start: 4px solid var(--bad);
        padding: 4px 0 4px 10px;
      }
      .link {
        border: 0;
        min-block-size: 0;
        min-inline-size: 0;
        padding: 0;
        color: var(--accent);
        text-decoration: underline;
      }
    `,
  ];

  declare selection: SelectionState | undefined;
  declare following: boolean;
  /** By the service's clock. */
  declare nowMs: number;
  declare replay: boolean;
  declare restaurantName: (order: Order) => string | undefined;

  protected override render(): unknown {
    const { selection } = this;
    const subject = selection?.subject;
    if (selection === undefined || subject === undefined) {
      return html``;
    }
    const { rider, order, problem } = selection;
    return html`
      <article
        class="card"
        role="region"
        aria-labelledby="heading"
        data-testid=${subject.kind === 'rider' ? 'rider-panel' : 'order-panel'}
      >
        <header>
          <h2 id="heading" tabindex="-1" data-testid=${`${subject.kind}-id`}>
            ${subject.kind === 'rider' ? 'Rider' : 'Order'} ${subject.id}
          </h2>
          ${subject.kind === 'rider' && rider !== undefined ? this.status(rider) : nothing}
          <button class="close" aria-label="Close the details" data-testid="rider-panel-close" @click=${this.close}>
            ✕
          </button>
        </header>
        <div class="body">
          ${problem === undefined ? nothing : html`<p class="problem" role="alert" data-testid="rider-problem">${problem}</p>`}
          ${selection.loading ? html`<p class="muted">Looking it up …</p>` : nothing}
          ${subject.kind === 'order' && order !== undefined ? this.order(order, false) : nothing}
          ${selection.riderId === undefined ? nothing : this.rider(selection)}
          ${subject.kind === 'rider' && order !== undefined ? this.order(order, true) : nothing}
        </div>
      </article>
    `;
  }

  /** For a reader who has just chosen: says what the panel is about. */
  focusHeading(): void {
    this.renderRoot.querySelector('h2')?.focus({ preventScroll: true });
  }

  private status(rider: Rider): unknown {
    const label = statusLabel(rider.status, this.replay ? REPLAY_STATUSES : STATUSES);
    return html`<span class="pill" data-testid="rider-status" data-status=${rider.status}>${label}</span>`;
  }

  private rider(selection: SelectionState): unknown {
    const { rider, riderId, subject } = selection;
    return html`
      ${subject?.kind === 'order'
        ? html`<section>
            <h3>
              Rider <button class="link" @click=${() => this.choose('rider', riderId!)}>${riderId}</button>
              ${rider === undefined ? nothing : this.status(rider)}
            </h3>
          </section>`
        : nothing}
      ${rider === undefined
        ? nothing
        : html`<dl>
            <dt>Speed</dt>
            <dd>${(rider.speedMps * 3.6).toFixed(0)} km/h ${rider.speedMps < 0.3 ? '' : compass(rider.headingDeg)}</dd>
            <dt>Position</dt>
            <dd>${rider.latitude.toFixed(5)}, ${rider.longitude.toFixed(5)} ± ${rider.accuracyM} m</dd>
            <dt>Last fix</dt>
            <dd>${ago(rider.eventTimeMs, this.nowMs)}, number ${rider.sequence}</dd>
          </dl>`}
      <div class="actions">
        <button aria-pressed=${this.following} data-testid="rider-follow" @click=${this.toggleFollow}>Follow</button>
        <button data-testid="rider-show-trail" ?disabled=${selection.trail.length < 2} @click=${this.showTrail}>
          Show the trail
        </button>
      </div>
      <p class="muted" data-testid="rider-trail" data-points=${selection.trail.length}>
        ${selection.trailProblem ??
        `Trail: ${points(selection.trail.length)} of the last five minutes, ${selection.storedFixes} of them from Postgres`}
      </p>
    `;
  }

  private order(order: Order, asPart: boolean): unknown {
    const restaurant = this.restaurantName(order);
    return html`
      <section data-testid="rider-order" data-order=${order.orderId} data-state=${order.state}>
        ${asPart
          ? html`<h3>
              Order
              <button class="link number" @click=${() => this.choose('order', order.orderId)}>${order.orderId}</button>
            </h3>`
          : nothing}
        <dl>
          <dt>Restaurant</dt>
          <dd>${restaurant === undefined ? order.restaurantId : `${restaurant} (${order.restaurantId})`}</dd>
          <dt>Customer</dt>
          <dd>${order.customerId}</dd>
          ${this.promise(order)}
        </dl>
        <ol aria-label="The order's states">
          ${ORDER_STATES.filter((state) => shows(order, state)).map((state) => {
            const atMs = order.enteredAtMs[state];
            const reached = atMs !== undefined || ORDER_STATES.indexOf(state) < ORDER_STATES.indexOf(order.state);
            return html`<li class=${`${reached ? 'done' : ''} ${state === order.state ? 'now' : ''}`}>
              <span>${STATE_LABELS[state]}</span>
              <span class="number">${atMs === undefined ? (reached ? 'unknown' : '') : clockTime(atMs)}</span>
            </li>`;
          })}
        </ol>
      </section>
    `;
  }

  private promise(order: Order): unknown {
    const promised = order.promisedAtMs;
    if (promised === undefined) {
      return nothing;
    }
    const delivered = order.enteredAtMs.DELIVERED;
    const leftMs = promised - (delivered ?? this.nowMs);
    const late = leftMs < 0;
    const said =
      delivered === undefined
        ? late
          ? `${duration(-leftMs)} late`
          : `in ${duration(leftMs)}`
        : late
          ? `came ${duration(-leftMs)} late`
          : `came ${duration(leftMs)} early`;
    return order.state === 'CANCELLED'
      ? nothing
      : html`<dt>Promised</dt>
          <dd data-testid="order-promised" class=${late ? 'late' : ''}>${clockTime(promised)}, ${said}</dd>`;
  }

  private choose(kind: 'rider' | 'order', id: number): void {
    this.dispatchEvent(new CustomEvent('subject-chosen', { detail: { kind, id } }));
  }

  private readonly close = (): void => {
    this.dispatchEvent(new CustomEvent('close-details'));
  };

  private readonly toggleFollow = (): void => {
    this.dispatchEvent(new CustomEvent('toggle-follow'));
  };

  private readonly showTrail = (): void => {
    this.dispatchEvent(new CustomEvent('show-trail'));
  };
}

function points(count: number): string {
  return count === 1 ? '1 point' : `${count} points`;
}

/** A cancelled order shows what it went through, any other shows the whole way. */
function shows(order: Order, state: (typeof ORDER_STATES)[number]): boolean {
  if (order.state === 'CANCELLED') {
    return state === 'CANCELLED' || order.enteredAtMs[state] !== undefined;
  }
  return state !== 'CANCELLED';
}

customElements.define('map-details', MapDetails);
