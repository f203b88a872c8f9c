import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { controls } from '../common/controls.css.ts';
import { sendJson } from '../common/http.ts';
import type { SimulatorStatus } from '../common/pipeline.ts';
import { countsInWords, inWords } from './fault-counts.ts';
import { FAULTS, type Fault, type FaultField, withoutFaults } from './fault-fields.ts';
import { type Reply, replyOf, replyStyles, replyTemplate } from './reply.ts';

const FAULTS_PATH = '/services/simulator/api/simulator/faults';

/** Switches the faults of riders and their phones. Only what was changed is sent. */
class FaultControls extends LitElement {
  static properties = { status: { attribute: false }, reply: { state: true }, edited: { state: true } };
  static styles = [
    controls,
    replyStyles,
    css`
      fieldset {
        border: 0;
        margin: var(--space-3) 0 0;
        padding: 0;
      }
      legend {
        padding: 0;
        font-size: 14px;
      }
      .fields {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--space-2);
        margin-block-start: var(--space-1);
      }
      .fields > div {
        display: flex;
        flex-direction: column;
        justify-content: flex-end;
      }
      .buttons {
        display: flex;
        gap: var(--space-2);
        margin-block-start: var(--space-4);
      }
    `,
  ];

  declare status: SimulatorStatus | undefined;
  declare reply: Reply | undefined;
  declare edited: Readonly<Record<string, string>>;

  constructor() {
    super();
    this.edited = {};
  }

  protected override render() {
    const settings = this.status?.faults?.settings;
    return html`
      <h2>Faults</h2>
      <p class="muted">${countsInWords(this.status?.faults?.counts)}</p>
      <form
        novalidate
        @submit=${(event: Event) => {
          event.preventDefault();
          void this.apply();
        }}
      >
        ${FAULTS.map((fault) => this.fault(fault, settings))}
        <div class="buttons">
          <button class="primary" type="submit" data-testid="faults-apply" ?disabled=${!settings}>Apply faults</button>
          <button type="button" data-testid="faults-clear" ?disabled=${!settings} @click=${this.clear}>No faults</button>
        </div>
        ${replyTemplate(this.reply)}
      </form>
    `;
  }

  /** Faults that this simulator does not know are not offered. */
  private fault(fault: Fault, settings: Readonly<Record<string, number>> | undefined): TemplateResult | typeof nothing {
    const known = fault.fields.filter((field) => settings && field.name in settings);
    return known.length === 0
      ? nothing
      : html`
          <fieldset>
            <legend>${fault.title}</legend>
            <div class="fields">${known.map((field) => this.field(field, settings?.[field.name]))}</div>
          </fieldset>
        `;
  }

  private field(field: FaultField, current: number | undefined): TemplateResult {
    return html`
      <div>
        <label for=${field.name}>${field.label}</label>
        <input
          id=${field.name}
          type="number"
          inputmode="decimal"
          min=${field.min}
          max=${field.max}
          step=${field.unit === 'share' ? 0.001 : 'any'}
          data-testid="fault-${field.name}"
          .value=${this.edited[field.name] ?? String(current ?? '')}
          @input=${(event: InputEvent) => {
            this.edited = { ...this.edited, [field.name]: (event.target as HTMLInputElement).value };
          }}
        />
      </div>
    `;
  }

  private async apply(): Promise<void> {
    const changes: Record<string, number> = {};
    for (const [name, value] of Object.entries(this.edited)) {
      if (value.trim() === '' || !Number.isFinite(Number(value))) {
        this.reply = { kind: 'problem', text: `${inWords(name)} is no number` };
        return;
      }
      changes[name] = Number(value);
    }
    await this.send(changes, 'Faults are as above');
  }

  private async clear(): Promise<void> {
    await this.send(withoutFaults(this.status?.faults?.settings ?? {}), 'All faults are off');
  }

  private async send(changes: Record<string, number>, done: string): Promise<void> {
    const reply = await replyOf(sendJson<SimulatorStatus>('PATCH', FAULTS_PATH, changes), () => done);
    if (reply.kind === 'done') {
      this.edited = {};
    }
    this.reply = reply;
  }
}

customElements.define('fault-controls', FaultControls);
