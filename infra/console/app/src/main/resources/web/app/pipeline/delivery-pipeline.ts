import { LitElement, html } from 'lit';

/** The page of the system's picture. */
class DeliveryPipeline extends LitElement {
  protected render() {
    return html`<h1>Pipeline</h1>`;
  }
}

customElements.define('delivery-pipeline', DeliveryPipeline);
