import type { Order } from '../selection/model.ts';
import { type Network, SectionKind } from '../wire/network.ts';

/** The network has millionths of a degree, an order ten-millionths: a tenth of a metre apart. */
const STEP = 1e6;

/** Names of restaurants by where they are: orders tell a number and a place. */
export class RestaurantNames {
  private readonly names = new Map<string, string>();

  read(network: Network | undefined): void {
    this.names.clear();
    for (const section of network?.sections ?? []) {
      if (section.kind === SectionKind.restaurants) {
        section.names.forEach((name, feature) => {
          const at = section.starts[feature]! * 2;
          if (name !== '') {
            this.names.set(`${Math.round(section.degrees[at + 1]! * STEP)} ${Math.round(section.degrees[at]! * STEP)}`, name);
          }
        });
      }
    }
  }

  readonly of = (order: Order): string | undefined => {
    const latitude = Math.round(order.restaurant.latitude * STEP);
    const longitude = Math.round(order.restaurant.longitude * STEP);
    // Each may have been rounded the other way.
    for (let north = -1; north <= 1; north++) {
      for (let east = -1; east <= 1; east++) {
        const name = this.names.get(`${latitude + north} ${longitude + east}`);
        if (name !== undefined) {
          return name;
        }
      }
    }
    return undefined;
  };
}
