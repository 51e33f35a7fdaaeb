/** "Send my order to another address", said in words, as the engine knows it. */
import { orderDoor } from '../order-door.ts';

export const addressChangeFlow = orderDoor(
  'address-change',
  'Please send my order to another address.',
  'address',
  // Whoever was asked for an address by the first version is told politely to begin anew: it asked for no proof.
  2,
);
