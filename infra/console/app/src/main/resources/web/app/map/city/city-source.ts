import { FormatError } from '../wire/bytes.ts';
import type { GeoBox } from '../wire/live-frame.ts';
import { decodeNetwork, type Network } from '../wire/network.ts';

const MAP_PATH = '/services/simulator/api/simulator/map';
const NETWORK_PATH = '/services/simulator/api/simulator/network';
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** How often to ask whether it is still the same city: a simulator may be started again with another. */
const CHECK_MS = 20_000;
const TIMEOUT_MS = 10_000;

/** What the simulator says about its world. */
export interface World {
  readonly kind: 'city' | 'replay';
  readonly bounds: GeoBox;
  /** Identifies the street network; null where there is none. */
  readonly network: string | null;
}

/**
 * Asks the simulator for its world until it answers, and from then on whether it has changed. `onWorld` comes before the
 * (larger) network; `onNetwork` with undefined where there is none.
 */
export class CitySource {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;
  private failures = 0;
  private world: World | undefined;

  constructor(
    private readonly onWorld: (world: World) => void,
    private readonly onNetwork: (network: Network | undefined) => void,
  ) {}

  /** Whether the simulator was asked and did not tell. */
  get isAway(): boolean {
    return this.failures > 0;
  }

  start(): void {
    void this.check();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async check(): Promise<void> {
    let waitMs = CHECK_MS;
    try {
      await this.load();
      this.failures = 0;
    } catch (error) {
      if (error instanceof FormatError) {
        console.warn('the street network is passed over:', error.message);
      }
      waitMs = Math.min(FIRST_WAIT_MS * 2 ** this.failures++, LONGEST_WAIT_MS);
    }
    if (!this.stopped) {
      this.timer = setTimeout(() => void this.check(), waitMs);
    }
  }

  private async load(): Promise<void> {
    const world = (await (await ask(MAP_PATH)).json()) as World;
    const known = this.world;
    if (this.stopped || (known !== undefined && JSON.stringify(known) === JSON.stringify(world))) {
      return;
    }
    this.onWorld(world);
    if (world.network === null) {
      this.onNetwork(undefined);
    } else if (world.network !== known?.network) {
      const bytes = await (await ask(NETWORK_PATH)).arrayBuffer();
      if (!this.stopped) {
        this.onNetwork(decodeNetwork(bytes));
      }
    }
    this.world = world;
  }
}

/** The browser keeps the network and asks with its ETag whether it is still good. */
async function ask(path: string): Promise<Response> {
  const response = await fetch(path, { cache: 'no-cache', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) {
    throw new Error(`${path} answered ${response.status}`);
  }
  return response;
}
