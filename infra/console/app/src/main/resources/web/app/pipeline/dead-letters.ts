import { LitElement, css, html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { controls } from '../common/controls.css.ts';
import { clockTime, count } from '../common/format.ts';
import { getJson, sendJson } from '../common/http.ts';
import { Poller } from '../common/poller.ts';
import type { DbWriterStatus } from '../common/pipeline.ts';
import { type Reply, replyOf, replyStyles, replyTemplate } from './reply.ts';

const BASE = '/services/db-writer/api/dead-letters';
const SHOWN = 20;
const REFRESH_MS = 3_000;

/** A row of `GET /api/dead-letters`. */
interface DeadLetter {
  readonly topicId: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly reason: string;
  readonly error: string;
  readonly createdAt: string;
  readonly attempts?: number;
  readonly redrivenAt?: string | null;
  readonly outcome?: string | null;
}

/** What a re-drive answers. */
interface Redriven {
  readonly sent: number;
  readonly failed: number;
  readonly waiting: number;
}

/** Records that could not become rows: the latest of them, to be sent to their topics again. */
class DeadLetters extends LitElement {
  static properties = { status: { attribute: false }, replies: { state: true } };
  static styles = [
    controls,
    replyStyles,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: center;
        justify-content: space-between;
      }
      .scroll {
        margin-block-start: var(--space-3);
      }
      table {
        min-inline-size: 560px;
      }
      td button {
        min-block-size: 28px;
        white-space: nowrap;
      }
      .error {
        max-inline-size: 44ch;
        overflow-wrap: anywhere;
      }
    `,
  ];

  declare status: DbWriterStatus | undefined;
  declare replies: Readonly<Record<string, Reply>>;

  private readonly letters = new Poller<readonly DeadLetter[]>(
    this,
    (signal) => getJson(`${BASE}?limit=${SHOWN}`, signal),
    () => REFRESH_MS,
  );

  constructor() {
    super();
    this.replies = {};
  }

  protected override render() {
    const letters = this.letters.value ?? [];
    return html`
      <header>
        <h2>Dead letters</h2>
        <button
          type="button"
          data-testid="dead-letters-redrive-all"
          ?disabled=${letters.length === 0}
          @click=${() => this.redrive('all', `${BASE}/redrive`, {})}
        >
          Re-drive all that wait
        </button>
      </header>
      <p class="muted" data-testid="dead-letters-summary">${this.summary()}</p>
      ${replyTemplate(this.replies['all'])}
      ${
        letters.length === 0
          ? ''
          : html`
              <div class="scroll" tabindex="0" role="region" aria-label="The latest dead letters">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">Record</th>
                      <th scope="col">Reason</th>
                      <th scope="col">Since</th>
                      <th scope="col">State</th>
                      <th scope="col"><span class="visually-hidden">Action</span></th>
                    </tr>
                  </thead>
                  <tbody>
                    ${repeat(letters, keyOf, (letter) => this.row(letter))}
                  </tbody>
                </table>
              </div>
            `
      }
    `;
  }

  private summary(): string {
    if (this.letters.silence) {
      return `No answer since ${clockTime(this.letters.silence.sinceMs)}: ${this.letters.silence.problem.message}`;
    }
    const states = this.status?.deadLetterStates;
    if (!states) {
      return this.letters.value?.length === 0 ? 'No dead letters' : `The latest ${SHOWN} are shown`;
    }
    return states.total === 0
      ? 'No dead letters'
      : `${count(states.total)} in all: ${count(states.waiting)} waiting, ${count(states.underWay)} under way, ` +
          `${count(states.stored)} stored after all, ${count(states.failedAgain)} failed again, ` +
          `${count(states.exhausted)} tried too often`;
  }

  private row(letter: DeadLetter): TemplateResult {
    const key = keyOf(letter);
    return html`
      <tr data-testid="dead-letter-row" data-key=${key}>
        <td>${letter.topic}<br /><span class="muted">partition ${letter.partition}, offset ${letter.offset}</span></td>
        <td class="error">${letter.reason}<br /><span class="muted">${letter.error}</span></td>
        <td>${clockTime(letter.createdAt)}</td>
        <td>${stateOf(letter)}</td>
        <td>
          <button
            type="button"
            data-testid="dead-letter-redrive"
            aria-label="Re-drive offset ${letter.offset} of partition ${letter.partition}"
            @click=${() => this.redrive(key, `${BASE}/${key}/redrive`)}
          >
            Re-drive
          </button>
          ${replyTemplate(this.replies[key])}
        </td>
      </tr>
    `;
  }

  private async redrive(key: string, path: string, body?: unknown): Promise<void> {
    this.replies = { ...this.replies, [key]: { kind: 'waiting', text: 'Sending …' } };
    const reply = await replyOf(sendJson<Redriven>('POST', path, body), (answer: Redriven) =>
      answer.failed > 0
        ? `${count(answer.sent)} sent, ${count(answer.failed)} not taken by the log`
        : `${count(answer.sent)} sent`,
    );
    this.replies = { ...this.replies, [key]: reply };
    this.letters.restart();
  }
}

function keyOf(letter: DeadLetter): string {
  return `${letter.topicId}/${letter.partition}/${letter.offset}`;
}

function stateOf(letter: DeadLetter): string {
  const attempts = letter.attempts ? ` (attempt ${letter.attempts})` : '';
  if (letter.outcome) {
    return letter.outcome.toLowerCase().replaceAll('_', ' ') + attempts;
  }
  return (letter.redrivenAt ? 're-driven' : 'waiting') + attempts;
}

customElements.define('dead-letters', DeadLetters);
