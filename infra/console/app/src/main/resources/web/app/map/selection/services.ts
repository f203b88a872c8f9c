import { getJson } from '../../common/http.ts';
import type { Order, Rider, TrailPoint } from './model.ts';

export function fetchRider(riderId: number, signal: AbortSignal): Promise<Rider> {
  return getJson(`/services/location/api/riders/${riderId}`, signal);
}

export function fetchOrder(orderId: number, signal: AbortSignal): Promise<Order> {
  return getJson(`/services/location/api/orders/${orderId}`, signal);
}

/** The latest open orders, for examples. */
export function fetchOpenOrders(limit: number, signal: AbortSignal): Promise<Order[]> {
  return getJson(`/services/location/api/orders?limit=${limit}`, signal);
}

/** What Postgres holds of a rider's last minutes, newest first. */
export function fetchTrail(riderId: number, fromMs: number, limit: number, signal: AbortSignal): Promise<TrailPoint[]> {
  const from = new Date(fromMs).toISOString();
  return getJson(`/services/db-writer/api/riders/${riderId}/trail?from=${from}&limit=${limit}&order=desc`, signal);
}
