import type { Rider } from '../selection/model.ts';
import { ReconnectingSocket } from './reconnecting-socket.ts';

const LIVE_PATH = '/services/location/api/live';
const INTERVAL_MS = 1000;

/** The live position of one rider as JSON, over a socket of its own; there is a connection only while somebody is watched. */
export class RiderWatch {
  private readonly socket: ReconnectingSocket;
  private riderId: number | undefined;

  constructor(private readonly onRider: (riderId: number, rider: Rider | undefined) => void) {
    this.socket = new ReconnectingSocket(LIVE_PATH, {
      opened: () => this.subscribe(),
      message: (data) => this.receive(data),
      closed: () => {},
    });
  }

  watch(riderId: number | undefined): void {
    if (riderId === this.riderId) {
      return;
    }
    this.riderId = riderId;
    if (riderId === undefined) {
      this.socket.stop();
    } else {
      this.socket.start();
      this.subscribe();
    }
  }

  pause(): void {
    this.socket.stop();
  }

  resume(): void {
    if (this.riderId !== undefined) {
      this.socket.start();
    }
  }

  private subscribe(): void {
    this.socket.send({ v: 1, subscribe: 'rider', riderId: this.riderId, intervalMs: INTERVAL_MS });
  }

  private receive(data: string | ArrayBuffer): void {
    if (typeof data !== 'string') {
      return;
    }
    const message = JSON.parse(data) as { type?: string; riderId?: number; rider?: Rider };
    if (message.type === 'rider' && message.riderId === this.riderId) {
      this.onRider(this.riderId!, message.rider);
    }
  }
}
