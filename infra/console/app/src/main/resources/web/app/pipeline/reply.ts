import { css, html, type TemplateResult } from 'lit';
import { ProblemError } from '../common/http.ts';

/** What a service answered to a control. */
export interface Reply {
  readonly kind: 'done' | 'problem' | 'waiting';
  readonly text: string;
}

/** Carries out a call and tells its outcome as a reply; never fails. */
export async function replyOf(call: Promise<unknown>, done: (answer: never) => string): Promise<Reply> {
  try {
    return { kind: 'done', text: done((await call) as never) };
  } catch (fault) {
    if (!(fault instanceof ProblemError)) {
      throw fault;
    }
    return { kind: 'problem', text: fault.sentence };
  }
}

/** The reply beside its control. */
export function replyTemplate(reply: Reply | undefined): TemplateResult {
  return html`
    <p class="reply problem" role="alert" data-testid="control-problem" ?hidden=${reply?.kind !== 'problem'}>
      ${reply?.kind === 'problem' ? html`✕ ${reply.text}` : ''}
    </p>
    <p class="reply done" role="status" data-testid="control-done" ?hidden=${!reply || reply.kind === 'problem'}>
      ${reply?.kind === 'done' ? html`✓ ${reply.text}` : reply?.kind === 'waiting' ? reply.text : ''}
    </p>
  `;
}

export const replyStyles = css`
  .reply {
    font-size: 13px;
    margin-block-start: var(--space-1);
  }
  .problem {
    color: var(--bad);
  }
  .done {
    color: var(--good);
  }
`;
