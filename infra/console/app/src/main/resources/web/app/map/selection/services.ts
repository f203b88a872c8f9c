import type { Order, Rider, TrailPoint } from './model.ts';

const TIMEOUT_MS = 8000;

/** What a service answered instead of what was asked for. `status` 0: it did not answer. */
export class ServiceProblem extends Error {
  override readonly name = 'ServiceProblem';

  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }

  get isUnknown(): boolean {
    return this.status === 404;
  }
}

export function fetchRider(riderId: number, signal: AbortSignal): Promise<Rider> {
  return get(`/services/location/api/riders/${riderId}`, signal);
}

export function fetchOrder(orderId: number, signal: AbortSignal): Promise<Order> {
  return get(`/services/location/api/orders/${orderId}`, signal);
}

/** The latest open orders, for examples. */
export function fetchOpenOrders(limit: number, signal: AbortSignal): Promise<Order[]> {
  return get(`/services/location/api/orders?limit=${limit}`, signal);
}

/** What Postgres holds of a rider's last minutes, newest first. */
export function fetchTrail(riderId: number, fromMs: number, limit: number, signal: AbortSignal): Promise<TrailPoint[]> {
  const from = new Date(fromMs).toISOString();
  return get(`/services/db-writer/api/riders/${riderId}/trail?from=${from}&limit=${limit}&order=desc`, signal);
}

async function get<T>(path: string, signal: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) });
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }
    throw new ServiceProblem(0, 'no answer');
  }
  if (!response.ok) {
    throw new ServiceProblem(response.status, await detailOf(response));
  }
  return (await response.json()) as T;
}

async function detailOf(response: Response): Promise<string> {
  try {
    const problem = (await response.json()) as { detail?: unknown };
    return typeof problem.detail === 'string' ? problem.detail : response.statusText;
  } catch {
    return response.statusText;
  }
}
