import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import { LitElement, css, html } from 'lit';

/** The live map of all riders. */
class DeliveryMap extends LitElement {
  static styles = css`
    :host, div { display: block; block-size: 100%; }
  `;

  private map: OlMap | undefined;

  protected firstUpdated(): void {
    this.map = new OlMap({
      target: this.renderRoot.querySelector('div') ?? undefined,
      view: new View({ center: [0, 0], zoom: 2 }),
    });
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    this.map?.setTarget(undefined);
  }

  protected render() {
    return html`<div data-testid="map"></div>`;
  }
}

customElements.define('delivery-map', DeliveryMap);
