import { LitElement, css, html, nothing } from 'lit';
import '../analytics/delivery-analytics.ts';
import { clockTime } from '../common/format.ts';
import { type Pipeline, fetchPipeline } from '../common/pipeline.ts';
import { Poller } from '../common/poller.ts';
import { startTheme } from '../common/theme.ts';
import '../map/delivery-map.ts';
import '../pipeline/delivery-pipeline.ts';
import { PAGES, type Page, pageAt } from './pages.ts';
import './service-banner.ts';
import { type Notice, ServiceNotices } from './service-notices.ts';
import './theme-switch.ts';

/** The pipeline page shows every figure; the others need only know who is away. */
const LIVELY_MS = 1_000;
const CALM_MS = 2_000;

startTheme();

/** The frame around every page: navigation, theme, the banner of services that are away, and the page itself. */
class DeliveryShell extends LitElement {
  static properties = { page: { state: true } };
  static styles = css`
    :host {
      display: grid;
      grid-template-rows: auto auto 1fr;
      block-size: 100dvh;
    }
    .skip {
      position: absolute;
      inset-inline-start: var(--space-2);
      inset-block-start: -60px;
      z-index: 20;
      background: var(--accent);
      color: var(--on-accent);
      padding: var(--space-2) var(--space-3);
      border-radius: 6px;
    }
    .skip:focus {
      inset-block-start: var(--space-2);
    }
    header {
      display: flex;
      align-items: center;
      gap: var(--space-4);
      padding: 0 var(--space-4);
      min-block-size: 52px;
      background: var(--raised);
      border-block-end: 1px solid var(--line);
    }
    .brand {
      display: flex;
      align-items: center;
      gap: var(--space-2);
      font-weight: 650;
      white-space: nowrap;
    }
    .brand svg {
      inline-size: 26px;
      block-size: 26px;
      flex: none;
    }
    nav {
      display: flex;
      align-self: stretch;
      gap: var(--space-1);
      flex: 1;
    }
    nav a {
      display: flex;
      align-items: center;
      padding: 0 var(--space-3);
      color: var(--muted);
      text-decoration: none;
      border-block: 3px solid transparent;
    }
    nav a:hover {
      color: var(--text);
    }
    nav a[aria-current] {
      color: var(--accent);
      font-weight: 600;
      border-block-end-color: var(--accent);
    }
    a:focus-visible {
      outline: 2px solid var(--focus);
      outline-offset: -2px;
    }
    main {
      min-block-size: 0;
      overflow: auto;
      position: relative;
    }
    main:focus {
      outline: none;
    }
    @media (max-width: 640px) {
      header {
        padding: 0 var(--space-2);
        gap: var(--space-2);
      }
      .brand span {
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      nav a {
        padding: 0 7px;
        font-size: 14px;
      }
    }
  `;

  declare page: Page;

  private readonly notices = new ServiceNotices();
  private readonly pipeline = new Poller<Pipeline>(
    this,
    async (signal) => {
      const pipeline = await fetchPipeline(signal);
      this.notices.update(pipeline, Date.now());
      return pipeline;
    },
    () => (this.page.path === '/pipeline' ? LIVELY_MS : CALM_MS),
  );
  private readonly onHistory = () => this.show(pageAt(location.pathname));

  constructor() {
    super();
    this.page = pageAt(location.pathname);
    this.titleDocument();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', this.onHistory);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.onHistory);
  }

  protected override render() {
    return html`
      <a class="skip" href="#main" data-testid="skip-link" @click=${this.skip}>Skip to the page</a>
      <header>
        <div class="brand">
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <path fill="var(--accent)" d="M16 2a10 10 0 0 0-10 10c0 7 10 18 10 18s10-11 10-18A10 10 0 0 0 16 2Z"></path>
            <path
              fill="none"
              stroke="var(--raised)"
              stroke-width="2.4"
              stroke-linecap="round"
              d="M11.5 9.5h6M10.5 13h9M12.5 16.5h6"
            ></path>
          </svg>
          <span>Delivery tracking</span>
        </div>
        <nav aria-label="Pages">
          ${PAGES.map(
            (page) => html`
              <a
                href=${page.path}
                data-testid="nav-${page.name.toLowerCase()}"
                aria-current=${page === this.page ? 'page' : nothing}
                @click=${(event: MouseEvent) => this.navigate(event, page)}
                >${page.name}</a
              >
            `,
          )}
        </nav>
        <theme-switch></theme-switch>
      </header>
      <service-banner .notices=${this.lines()}></service-banner>
      <main id="main" tabindex="-1" aria-label=${this.page.name}>${this.page.element(this.picture())}</main>
    `;
  }

  /** Without an answer of the console itself nothing is known of the services. */
  private lines(): Notice[] {
    const silence = this.pipeline.silence;
    return silence
      ? [
          {
            service: 'console',
            kind: 'away',
            text: `The console does not answer since ${clockTime(silence.sinceMs)}: these pages go on when it is back`,
          },
        ]
      : this.notices.lines(this.pipeline.value, Date.now());
  }

  private picture(): Pipeline | undefined {
    return this.pipeline.silence ? undefined : this.pipeline.value;
  }

  private skip(event: Event): void {
    event.preventDefault();
    this.focusPage();
  }

  /** A click that asks for a new tab stays the browser's. */
  private navigate(event: MouseEvent, page: Page): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) {
      return;
    }
    event.preventDefault();
    if (page !== this.page) {
      history.pushState(null, '', page.path);
      this.show(page);
    }
    this.focusPage();
  }

  private show(page: Page): void {
    this.page = page;
    this.titleDocument();
    this.pipeline.restart();
  }

  private titleDocument(): void {
    document.title = `${this.page.name} · Delivery tracking`;
  }

  private focusPage(): void {
    this.renderRoot.querySelector('main')?.focus();
  }
}

customElements.define('delivery-shell', DeliveryShell);
