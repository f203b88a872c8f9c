import { LitElement, html } from 'lit';

/** The page of the windows. */
class DeliveryAnalytics extends LitElement {
  protected render() {
    return html`<h1>Analytics</h1>`;
  }
}

customElements.define('delivery-analytics', DeliveryAnalytics);
