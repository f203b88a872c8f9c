/** How long a call may take before it is given up; the console itself gives up a silent service after as long. */
const TIMEOUT_MS = 10_000;

/** A service's refusal or silence, in its own words (RFC 9457). `status` is 0 when nothing answered. */
export class ProblemError extends Error {
  readonly status: number;
  /** The field of the body that is wrong, where it is one. */
  readonly field: string | undefined;

  constructor(status: number, detail: string, field?: string) {
    super(detail);
    this.name = 'ProblemError';
    this.status = status;
    this.field = field;
  }

  /** What was refused, beginning with the field that is wrong. */
  get sentence(): string {
    const named = this.field === undefined || this.message.startsWith(this.field);
    return named ? this.message : `${this.field}: ${this.message}`;
  }

  /** Whether the service, or the console, is away: it may come back, and asking again makes sense. */
  get isAway(): boolean {
    return this.status === 0 || (this.status >= 502 && this.status <= 504);
  }
}

/** Asks for JSON. */
export function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return call<T>(path, { signal: limited(signal) });
}

/** Sends JSON, or nothing, and gives back the answer. */
export function sendJson<T>(method: 'POST' | 'PUT' | 'PATCH', path: string, body?: unknown): Promise<T> {
  const init: RequestInit = { method, signal: limited() };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { 'Content-Type': 'application/json' };
  }
  return call<T>(path, init);
}

function limited(signal?: AbortSignal): AbortSignal {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

async function call<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (fault) {
    const late = fault instanceof DOMException && fault.name === 'TimeoutError';
    throw new ProblemError(0, late ? 'no answer in time' : 'no answer');
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return (response.status === 204 ? undefined : await response.json()) as T;
}

async function problemOf(response: Response): Promise<ProblemError> {
  try {
    const problem = (await response.json()) as { detail?: unknown; field?: unknown };
    const detail = typeof problem.detail === 'string' ? problem.detail : response.statusText;
    return new ProblemError(response.status, detail, typeof problem.field === 'string' ? problem.field : undefined);
  } catch {
    return new ProblemError(response.status, response.statusText || `status ${response.status}`);
  }
}
