import { LitElement, css, html, type TemplateResult } from 'lit';
import { controls } from '../common/controls.css.ts';
import { measure } from '../common/format.ts';
import { sendJson } from '../common/http.ts';
import type { SimulatorStatus } from '../common/pipeline.ts';
import { type Reply, replyOf, replyStyles, replyTemplate } from './reply.ts';

const BASE = '/services/simulator/api/simulator';

type Command = 'start' | 'pause' | 'resume' | 'stop';

/** In which states a command makes sense; the simulator itself decides. */
const COMMANDS: readonly { readonly command: Command; readonly name: string; readonly states: readonly string[] }[] = [
  { command: 'start', name: 'Start', states: ['READY', 'STOPPED', 'FINISHED', 'FAILED'] },
  { command: 'pause', name: 'Pause', states: ['RUNNING'] },
  { command: 'resume', name: 'Resume', states: ['PAUSED'] },
  { command: 'stop', name: 'Stop', states: ['RUNNING', 'PAUSED', 'FAILED'] },
];

interface Setting {
  readonly name: 'rate' | 'riders' | 'time-factor';
  readonly field: string;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: string;
  readonly current: (status: SimulatorStatus) => number | undefined;
}

const SETTINGS: readonly Setting[] = [
  {
    name: 'riders',
    field: 'riders',
    label: 'Riders',
    min: 1,
    max: 2_000_000,
    step: '1',
    current: (status) => status.riders,
  },
  {
    name: 'rate',
    field: 'ratePerRider',
    label: 'Fixes per rider and second',
    min: 0.001,
    max: 100,
    step: 'any',
    current: (status) => status.ratePerRider,
  },
  {
    name: 'time-factor',
    field: 'timeFactor',
    label: 'Time of the city, times real time',
    min: 0,
    max: 3_600,
    step: 'any',
    current: (status) => status.city?.timeFactor,
  },
];

/** Steers the simulator: its life, riders, rate, and the city's time. What it answers stands beside the control. */
class SimulatorControls extends LitElement {
  static properties = { status: { attribute: false }, replies: { state: true }, edited: { state: true } };
  static styles = [
    controls,
    replyStyles,
    css`
      .commands,
      .setting {
        display: flex;
        gap: var(--space-2);
      }
      .commands {
        flex-wrap: wrap;
        margin-block: var(--space-3) 0;
      }
      .settings {
        display: grid;
        gap: var(--space-3);
        margin-block-start: var(--space-4);
        grid-template-columns: repeat(auto-fit, minmax(200px, 1fr));
      }
    `,
  ];

  declare status: SimulatorStatus | undefined;
  declare replies: Readonly<Record<string, Reply>>;
  declare edited: Readonly<Record<string, string>>;

  constructor() {
    super();
    this.replies = {};
    this.edited = {};
  }

  protected override render() {
    const state = this.status?.state;
    return html`
      <h2>Simulator</h2>
      <p class="muted" data-testid="simulator-state">${this.stateText()}</p>
      <div class="commands">
        ${COMMANDS.map(
          ({ command, name, states }) => html`
            <button
              type="button"
              data-testid="control-${command}"
              ?disabled=${state === undefined || !states.includes(state)}
              @click=${() => this.command(command, name)}
            >
              ${name}
            </button>
          `,
        )}
      </div>
      ${replyTemplate(this.replies['command'])}
      <div class="settings">${SETTINGS.map((setting) => this.setting(setting))}</div>
    `;
  }

  private stateText(): string {
    const status = this.status;
    if (!status) {
      return 'No answer from the simulator';
    }
    const parts = [status.state.toLowerCase().replaceAll('_', ' ')];
    if (status.message) {
      parts.push(status.message);
    }
    if (status.city?.timeOfDay) {
      parts.push(`it is ${status.city.timeOfDay} in the city`);
    }
    if (status.replay?.file) {
      parts.push(`replays ${status.replay.file}, ${measure(status.replay.percent)}%`);
    }
    return parts.join(' · ');
  }

  private setting(setting: Setting): TemplateResult {
    const current = this.status && setting.current(this.status);
    // A replay rides as its trace does.
    const steerable = current !== undefined && this.status?.workload !== 'replay';
    const value = this.edited[setting.name] ?? (current === undefined ? '' : String(current));
    return html`
      <form
        novalidate
        @submit=${(event: Event) => {
          event.preventDefault();
          void this.apply(setting, value);
        }}
      >
        <label for=${setting.name}>${setting.label}</label>
        <div class="setting">
          <input
            id=${setting.name}
            type="number"
            inputmode="decimal"
            min=${setting.min}
            max=${setting.max}
            step=${setting.step}
            ?disabled=${!steerable}
            data-testid="control-${setting.name}"
            .value=${value}
            @input=${(event: InputEvent) => this.edit(setting.name, (event.target as HTMLInputElement).value)}
          />
          <button
            type="submit"
            aria-label="Apply ${setting.label}"
            ?disabled=${!steerable}
            data-testid="control-${setting.name}-apply"
          >
            Apply
          </button>
        </div>
        ${replyTemplate(this.replies[setting.name])}
      </form>
    `;
  }

  private edit(name: string, value: string): void {
    this.edited = { ...this.edited, [name]: value };
  }

  private async command(command: Command, name: string): Promise<void> {
    this.answer('command', { kind: 'waiting', text: `${name} …` });
    const reply = await replyOf(
      sendJson<SimulatorStatus>('POST', `${BASE}/${command}`),
      (status: SimulatorStatus) => `${name}: ${status.state.toLowerCase()}`,
    );
    this.answer('command', reply);
  }

  /** An empty field is sent as nothing, and the simulator says what is missing. */
  private async apply(setting: Setting, value: string): Promise<void> {
    const body = { [setting.field]: value.trim() === '' ? null : Number(value) };
    const reply = await replyOf(
      sendJson<SimulatorStatus>('PUT', `${BASE}/${setting.name}`, body),
      () => `${setting.label}: ${value}`,
    );
    if (reply.kind === 'done') {
      const { [setting.name]: applied, ...rest } = this.edited;
      this.edited = rest;
      void applied;
    }
    this.answer(setting.name, reply);
  }

  private answer(control: string, reply: Reply): void {
    this.replies = { ...this.replies, [control]: reply };
  }
}

customElements.define('simulator-controls', SimulatorControls);
