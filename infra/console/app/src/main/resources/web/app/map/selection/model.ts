/** The latest position of a rider, as `location-consumer` tells it in JSON. */
export interface Rider {
  readonly riderId: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly speedMps: number;
  readonly headingDeg: number;
  readonly accuracyM: number;
  readonly status: RiderStatus;
  readonly orderId?: number;
  readonly session: number;
  readonly sequence: number;
  readonly eventTimeMs: number;
  readonly recordTimeMs: number;
}

export type RiderStatus = 'IDLE' | 'TO_RESTAURANT' | 'WAITING' | 'TO_CUSTOMER';

export const ORDER_STATES = ['PLACED', 'ACCEPTED', 'READY', 'PICKED_UP', 'DELIVERED', 'CANCELLED'] as const;

export type OrderState = (typeof ORDER_STATES)[number];

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** An order, as `location-consumer` tells it in JSON. */
export interface Order {
  readonly orderId: number;
  readonly state: OrderState;
  readonly enteredAtMs: Partial<Record<OrderState, number>>;
  readonly restaurantId: number;
  readonly customerId: number;
  readonly riderId?: number;
  readonly placedAtMs: number;
  readonly readyAtMs?: number;
  readonly promisedAtMs?: number;
  readonly restaurant: Place;
  readonly customer: Place;
  readonly rider?: Rider;
}

/** A stored fix, as `db-writer` tells it. */
export interface TrailPoint {
  /** When it was sent. */
  readonly recordTime: string;
  /** When it was taken, by the rider's clock. */
  readonly eventTime: string;
  readonly session: number;
  readonly latitudeE7: number;
  readonly longitudeE7: number;
}

/** What a status is called, and its number in binary frames. */
export const STATUSES: readonly { readonly number: number; readonly status: RiderStatus; readonly label: string }[] = [
  { number: 1, status: 'IDLE', label: 'Idle' },
  { number: 2, status: 'TO_RESTAURANT', label: 'To restaurant' },
  { number: 3, status: 'WAITING', label: 'Waiting for food' },
  { number: 4, status: 'TO_CUSTOMER', label: 'To customer' },
];

/** A replayed trace knows no orders: it only stands or moves. */
export const REPLAY_STATUSES: typeof STATUSES = [
  { number: 1, status: 'IDLE', label: 'Standing' },
  { number: 4, status: 'TO_CUSTOMER', label: 'Moving' },
];

export const STATE_LABELS: Readonly<Record<OrderState, string>> = {
  PLACED: 'Placed',
  ACCEPTED: 'Accepted',
  READY: 'Food ready',
  PICKED_UP: 'Picked up',
  DELIVERED: 'Delivered',
  CANCELLED: 'Cancelled',
};

export function isFinished(order: Order): boolean {
  return order.state === 'DELIVERED' || order.state === 'CANCELLED';
}
