import { LitElement, css, html, svg } from 'lit';
import { type ThemeChoice, chooseTheme, themeChoice } from '../common/theme.ts';

const CHOICES: readonly { readonly choice: ThemeChoice; readonly name: string; readonly icon: unknown }[] = [
  {
    choice: 'light',
    name: 'Light theme',
    icon: svg`<circle cx="8" cy="8" r="3"></circle><path d="M8 1v2M8 13v2M1 8h2M13 8h2M3 3l1.4 1.4M11.6 11.6 13 13M13 3l-1.4 1.4M4.4 11.6 3 13"></path>`,
  },
  { choice: 'dark', name: 'Dark theme', icon: svg`<path d="M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3Z"></path>` },
  {
    choice: 'auto',
    name: 'Theme of the system',
    icon: svg`<circle cx="8" cy="8" r="6"></circle><path class="filled" d="M8 2a6 6 0 0 1 0 12Z"></path>`,
  },
];

/** Three buttons, one of them pressed. */
class ThemeSwitch extends LitElement {
  static properties = { choice: { state: true } };
  static styles = css`
    div {
      display: flex;
      border: 1px solid var(--control-line);
      border-radius: 6px;
      overflow: hidden;
    }
    button {
      appearance: none;
      border: 0;
      background: transparent;
      color: var(--muted);
      padding: 0;
      inline-size: 32px;
      block-size: 30px;
      display: grid;
      place-items: center;
      cursor: pointer;
    }
    button[aria-pressed='true'] {
      background: var(--accent);
      color: var(--on-accent);
    }
    button:focus-visible {
      outline: 2px solid var(--focus);
      outline-offset: -3px;
    }
    button[aria-pressed='true']:focus-visible {
      outline-color: var(--on-accent);
    }
    svg {
      inline-size: 16px;
      block-size: 16px;
      fill: none;
      stroke: currentcolor;
      stroke-width: 1.5;
      stroke-linecap: round;
    }
    .filled {
      fill: currentcolor;
    }
  `;

  declare choice: ThemeChoice;

  constructor() {
    super();
    this.choice = themeChoice();
  }

  protected override render() {
    return html`
      <div role="group" aria-label="Theme">
        ${CHOICES.map(
          ({ choice, name, icon }) => html`
            <button
              type="button"
              title=${name}
              aria-label=${name}
              aria-pressed=${this.choice === choice}
              data-testid="theme-${choice}"
              @click=${() => this.choose(choice)}
            >
              <svg viewBox="0 0 16 16" aria-hidden="true">${icon}</svg>
            </button>
          `,
        )}
      </div>
    `;
  }

  private choose(choice: ThemeChoice): void {
    this.choice = choice;
    chooseTheme(choice);
  }
}

customElements.define('theme-switch', ThemeSwitch);
