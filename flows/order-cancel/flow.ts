/** "Cancel my order", said in words, as the engine knows it. */
import { orderDoor } from '../order-door.ts';

export const orderCancelFlow = orderDoor('order-cancel', 'Please cancel my order.', 'cancel');
