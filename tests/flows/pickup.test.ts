/** The pick-up flow under the rules of all flows: paths, random sequences, stored states. */
import { pickupFlow } from '../../flows/pickup/flow.ts';
import type { PickupContext } from '../../flows/pickup/machine.ts';
import type { FlowInput } from '../../src/core/flow.ts';
import type { PickupAnswer, PickupPointView } from '../../src/core/pickup-answer.ts';
import { describeFlow } from './support/flow-rules.ts';

const point: PickupPointView = {
  kind: 'shop',
  name: 'Шоурум',
  city: 'Москва',
  address: 'Мятная улица, 7',
  metres: 420,
  opening: { is: 'open', until: '20:00' },
  phone: null,
  mapUrl: 'https://www.openstreetmap.org/',
};
const points: PickupPointView[] = [
  point,
  { ...point, metres: 12_400, opening: { is: 'open', until: '24:00' } },
  { ...point, metres: null, opening: { is: 'closed', at: '10:00', day: '' } },
];
const more: PickupPointView[] = [
  { ...point, opening: { is: 'closed', at: '10:00', day: 'завтра' } },
  { ...point, opening: { is: 'unknown' } },
];
const answers: PickupAnswer[] = [
  { result: 'found', points, locale: 'ru' },
  { result: 'found', points: more, locale: 'en' },
  { result: 'far', nearest: point, cities: ['Москва', 'Казань'], locale: 'ru' },
  { result: 'far', nearest: null, cities: ['Москва'], locale: 'ru' },
  { result: 'nowhere' },
];
const start = (args: FlowInput['args']): FlowInput => ({ locale: 'ru', verifiedPhone: null, args });

describeFlow<PickupContext>(pickupFlow, {
  inputs: [start({}), start({ text: 'Где магазин в Казани' }), start({ latitude: 55.7, longitude: 37.6 })],
  tasks: { 'pickup.near': answers },
  tellApart: ({ where, guessed, notice }) => [where === null, guessed, notice],
});
