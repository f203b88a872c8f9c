import { LitElement, css, html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Notice } from './service-notices.ts';

const MARK: Record<Notice['kind'], string> = { away: '✕', trouble: '!', back: '✓' };

/**
 * Says which services are away and what that means. It is always in the document, so that screen readers tell of its lines
 * politely as they come.
 */
class ServiceBanner extends LitElement {
  static properties = { notices: { attribute: false } };
  static styles = css`
    p {
      margin: 0;
      display: flex;
      gap: var(--space-2);
      padding: var(--space-2) var(--space-4);
      font-size: 14px;
      border-block-end: 1px solid var(--line);
    }
    .away {
      background: var(--bad-surface);
      color: var(--bad);
    }
    .trouble {
      background: var(--warn-surface);
      color: var(--warn);
    }
    .back {
      background: var(--good-surface);
      color: var(--good);
    }
  `;

  declare notices: readonly Notice[];

  constructor() {
    super();
    this.notices = [];
  }

  protected override render() {
    return html`
      <div role="status" aria-live="polite" data-testid="service-banner">
        ${repeat(
          this.notices,
          (line) => `${line.service} ${line.kind}`,
          (line) => html`
            <p class=${line.kind} data-service=${line.service} data-kind=${line.kind}>
              <strong aria-hidden="true">${MARK[line.kind]}</strong><span>${line.text}</span>
            </p>
          `,
        )}
      </div>
    `;
  }
}

customElements.define('service-banner', ServiceBanner);
