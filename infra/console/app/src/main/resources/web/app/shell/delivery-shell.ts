import { LitElement, css, html } from 'lit';
import '../analytics/delivery-analytics.ts';
import '../map/delivery-map.ts';
import '../pipeline/delivery-pipeline.ts';
import { PAGES, pageAt, type Page } from './pages.ts';

/** The frame around every page: navigation, and the page itself. */
class DeliveryShell extends LitElement {
  static properties = { page: { state: true } };
  static styles = css`
    :host { display: grid; grid-template-rows: auto 1fr; block-size: 100dvh; }
    main { min-block-size: 0; overflow: auto; }
  `;

  declare page: Page;

  constructor() {
    super();
    this.page = pageAt(location.pathname);
  }

  protected render() {
    return html`
      <nav>
        ${PAGES.map((page) => html`<a href=${page.path} data-testid="nav-${page.name.toLowerCase()}">${page.name}</a> `)}
      </nav>
      <main>${this.page.element()}</main>
    `;
  }
}

customElements.define('delivery-shell', DeliveryShell);
