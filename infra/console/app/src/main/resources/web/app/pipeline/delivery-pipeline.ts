import { LitElement, css, html } from 'lit';
import { controls, page } from '../common/controls.css.ts';
import type { Pipeline } from '../common/pipeline.ts';
import './dead-letters.ts';
import './fault-controls.ts';
import './pipeline-diagram.ts';
import './simulator-controls.ts';

/** The page of the running system: its picture, what steers the simulator, and what failed. */
class DeliveryPipeline extends LitElement {
  static properties = { pipeline: { attribute: false } };
  static styles = [
    controls,
    page,
    css`
      .below {
        display: grid;
        gap: var(--space-4);
        margin-block-start: var(--space-4);
        grid-template-columns: minmax(0, 5fr) minmax(0, 4fr);
        align-items: start;
      }
      .column {
        display: grid;
        gap: var(--space-4);
        grid-template-columns: minmax(0, 1fr);
      }
      @media (max-width: 900px) {
        .below {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  declare pipeline: Pipeline | undefined;

  protected override render() {
    return html`
      <h1 class="visually-hidden">Pipeline</h1>
      <section class="card" aria-label="Picture">
        <pipeline-diagram .pipeline=${this.pipeline}></pipeline-diagram>
      </section>
      <div class="below">
        <div class="column">
          <section class="card" aria-label="Simulator">
            <simulator-controls .status=${this.pipeline?.simulator?.status}></simulator-controls>
          </section>
          <section class="card" aria-label="Dead letters">
            <dead-letters .status=${this.pipeline?.dbWriter?.status}></dead-letters>
          </section>
        </div>
        <section class="card" aria-label="Faults">
          <fault-controls .status=${this.pipeline?.simulator?.status}></fault-controls>
        </section>
      </div>
    `;
  }
}

customElements.define('delivery-pipeline', DeliveryPipeline);
