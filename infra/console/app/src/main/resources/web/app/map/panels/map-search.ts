import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { count } from '../../common/format.ts';
import { ProblemError } from '../../common/http.ts';
import { parseQuery } from '../selection/query.ts';
import { fetchOpenOrders, fetchOrder, fetchRider } from '../selection/services.ts';
import type { Subject } from '../url-state.ts';
import { panelStyles } from './panel-styles.ts';

interface Option {
  readonly subject: Subject;
  readonly hint: string;
}

const EXAMPLE_ORDERS = 3;

/**
 * Finds a rider or an order by number; fires `subject-chosen`. A bare number may be a rider's or an order's: both are asked
 * for, and if both exist the reader chooses. An empty box offers examples.
 */
export class MapSearch extends LitElement {
  static override properties = {
    subject: { attribute: false },
    options: { state: true },
    active: { state: true },
    message: { state: true },
    busy: { state: true },
  };
  static override styles = [
    panelStyles,
    css`
      form {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: 4px 6px 4px 12px;
      }
      svg {
        inline-size: 18px;
        block-size: 18px;
        flex: none;
        stroke: var(--muted);
      }
      input {
        flex: 1;
        min-inline-size: 0;
        min-block-size: 40px;
        border: 0;
        padding-inline: 8px;
        font: inherit;
        color: inherit;
        background: none;
        border-radius: 6px;
      }
      input::placeholder {
        color: var(--muted);
        opacity: 1;
      }
      button {
        min-block-size: 36px;
      }
      ul {
        list-style: none;
        margin: 4px 0 0;
        padding: 4px;
      }
      li {
        display: flex;
        justify-content: space-between;
        gap: 12px;
        padding: 8px 10px;
        border-radius: 8px;
        cursor: pointer;
      }
      li[aria-selected='true'],
      li:hover {
        background: var(--sunken);
      }
      .message {
        margin: 4px 0 0;
        padding: 10px 14px;
        border-inline-start: 4px solid var(--bad);
      }
      @media (pointer: coarse), (max-width: 640px) {
        input,
        li {
          min-block-size: 44px;
        }
      }
    `,
  ];

  /** Riders to offer as examples. */
  examples: () => readonly number[] = () => [];

  /** What the map shows the details of. */
  declare subject: Subject | undefined;
  declare private options: readonly Option[];
  declare private active: number;
  declare private message: string;
  declare private busy: boolean;
  private request = new AbortController();

  constructor() {
    super();
    this.options = [];
    this.active = -1;
    this.message = '';
    this.busy = false;
  }

  override focus(): void {
    const input = this.renderRoot.querySelector('input');
    input?.focus();
    // What is typed now replaces what was shown before.
    input?.select();
  }

  protected override render(): unknown {
    const open = this.options.length > 0;
    return html`
      <form class="card" role="search" @submit=${this.onSubmit}>
        <svg viewBox="0 0 20 20" fill="none" stroke-width="2" stroke-linecap="round" aria-hidden="true">
          <circle cx="8.5" cy="8.5" r="5.5" />
          <path d="m13 13 4.5 4.5" />
        </svg>
        <input
          data-testid="map-search"
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          enterkeyhint="search"
          placeholder="Rider or order number"
          aria-label="Find a rider or an order by number"
          aria-expanded=${open}
          aria-controls="results"
          aria-autocomplete="list"
          aria-activedescendant=${this.active < 0 ? nothing : `option-${this.active}`}
          @focus=${this.onFocus}
          @input=${this.onInput}
          @keydown=${this.onKey}
          @blur=${this.close}
        />
        <button type="submit" ?disabled=${this.busy} data-testid="map-search-submit">${this.busy ? '…' : 'Find'}</button>
      </form>
      <ul id="results" class="card" role="listbox" aria-label="Riders and orders" ?hidden=${!open}>
        ${this.options.map(
          ({ subject, hint }, index) => html`
            <li
              id="option-${index}"
              role="option"
              data-testid="map-search-result"
              aria-selected=${index === this.active}
              @pointerdown=${(event: Event) => event.preventDefault()}
              @click=${() => this.choose(subject)}
            >
              <span>${subject.kind === 'rider' ? 'Rider' : 'Order'} <span class="number">${subject.id}</span></span>
              <span class="muted">${hint}</span>
            </li>
          `,
        )}
      </ul>
      <div role="alert">
        ${this.message === '' ? nothing : html`<p class="card message" data-testid="map-search-message">${this.message}</p>`}
      </div>
    `;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('subject')) {
      this.message = '';
    }
  }

  /** The box names what is shown, also when it was chosen on the map. */
  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('subject')) {
      this.input.value = this.subject === undefined ? '' : `${this.subject.kind} ${this.subject.id}`;
    }
  }

  private get input(): HTMLInputElement {
    return this.renderRoot.querySelector('input')!;
  }

  private readonly onFocus = (): void => {
    if (this.input.value === '') {
      void this.offerExamples();
    }
  };

  private readonly onInput = (): void => {
    this.request.abort();
    this.busy = false;
    this.message = '';
    this.options = [];
    this.active = -1;
    this.onFocus();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { options } = this;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (options.length > 0) {
        const step = event.key === 'ArrowDown' ? 1 : -1;
        this.active = (this.active + step + options.length + (this.active < 0 && step < 0 ? 1 : 0)) % options.length;
      } else {
        this.onFocus();
      }
    } else if (event.key === 'Escape') {
      this.message = '';
      this.close();
    } else if (event.key === 'Enter' && this.active >= 0) {
      event.preventDefault();
      this.choose(options[this.active]!.subject);
    }
  };

  private readonly onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.find(this.input.value);
  };

  private readonly close = (): void => {
    this.options = [];
    this.active = -1;
  };

  private choose(subject: Subject): void {
    this.request.abort();
    this.busy = false;
    this.close();
    this.message = '';
    this.input.value = `${subject.kind} ${subject.id}`;
    this.dispatchEvent(new CustomEvent<Subject>('subject-chosen', { detail: subject }));
  }

  private async find(text: string): Promise<void> {
    const query = parseQuery(text);
    this.close();
    if ('error' in query) {
      this.message = query.error;
      return;
    }
    this.request.abort();
    this.request = new AbortController();
    const { signal } = this.request;
    this.busy = true;
    this.message = '';
    const answers = await Promise.allSettled(query.subjects.map((subject) => this.ask(subject, signal)));
    if (signal.aborted) {
      return;
    }
    this.busy = false;
    const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    if (found.length === 1) {
      this.choose(found[0]!.subject);
    } else if (found.length > 1) {
      this.options = found;
      this.active = 0;
    } else {
      const unknown = answers.every(
        (answer) => answer.status === 'rejected' && answer.reason instanceof ProblemError && answer.reason.status === 404,
      );
      const names = query.subjects.map(({ kind, id }) => `${kind} ${id}`).join(' or ');
      this.message = unknown
        ? `Nothing was heard of ${names} lately.`
        : 'Riders and orders can’t be looked up right now: the location service does not answer.';
    }
  }

  private async ask(subject: Subject, signal: AbortSignal): Promise<Option> {
    if (subject.kind === 'rider') {
      const rider = await fetchRider(subject.id, signal);
      return { subject, hint: rider.orderId === undefined ? 'idle' : `with order ${rider.orderId}` };
    }
    const order = await fetchOrder(subject.id, signal);
    return { subject, hint: order.state.toLowerCase().replace('_', ' ') };
  }

  private async offerExamples(): Promise<void> {
    this.request.abort();
    this.request = new AbortController();
    const { signal } = this.request;
    const riders = this.examples().map((id): Option => ({ subject: { kind: 'rider', id }, hint: 'in view' }));
    this.options = riders;
    try {
      const orders = await fetchOpenOrders(EXAMPLE_ORDERS, signal);
      if (!signal.aborted && this.input.matches(':focus')) {
        this.options = [
          ...riders,
          ...orders.map(
            (order): Option => ({
              subject: { kind: 'order', id: order.orderId },
              hint: `${order.state.toLowerCase().replace('_', ' ')}, restaurant ${count(order.restaurantId)}`,
            }),
          ),
        ];
      }
    } catch (error) {
      // Examples are an offer: without the service there are none, and looking up says why.
      if (!signal.aborted && !(error instanceof ProblemError)) {
        throw error;
      }
    }
  }
}

customElements.define('map-search', MapSearch);
