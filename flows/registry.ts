/** Every flow the bot can run. To add one: a folder beside this file and a line here. */
import type { FlowDefinition } from '../src/core/flow.ts';
import { addressChangeFlow } from './address-change/flow.ts';
import { feedbackFlow } from './feedback/flow.ts';
import { frontDeskFlow } from './front-desk/flow.ts';
import { giftsFlow } from './gifts/flow.ts';
import { loyaltyFlow } from './loyalty/flow.ts';
import { orderCancelFlow } from './order-cancel/flow.ts';
import { orderCareFlow } from './order-care/flow.ts';
import { orderStatusFlow } from './order-status/flow.ts';
import { paymentFlow } from './payment/flow.ts';
import { pickupFlow } from './pickup/flow.ts';
import { productFlow } from './product/flow.ts';
import { promotionsFlow } from './promotions/flow.ts';
import { recommendationsFlow } from './recommendations/flow.ts';
import { returnFlow } from './return/flow.ts';
import { stockAlertFlow } from './stock-alert/flow.ts';
import { winBackFlow } from './win-back/flow.ts';

export const FLOWS: FlowDefinition[] = [
  addressChangeFlow,
  feedbackFlow,
  frontDeskFlow,
  giftsFlow,
  loyaltyFlow,
  orderCancelFlow,
  orderCareFlow,
  orderStatusFlow,
  paymentFlow,
  pickupFlow,
  productFlow,
  promotionsFlow,
  recommendationsFlow,
  returnFlow,
  stockAlertFlow,
  winBackFlow,
];
