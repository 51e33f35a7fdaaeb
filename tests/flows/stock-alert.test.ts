/** The stock-alert flow under the rules of all flows: paths, random sequences, stored states. */
import { stockAlertFlow } from '../../flows/stock-alert/flow.ts';
import type { AlertContext } from '../../flows/stock-alert/model.ts';
import type {
  AlertListAnswer,
  AlertLookAnswer,
  AlertProduct,
  AlertSubscribeAnswer,
  AlertVariant,
} from '../../src/core/alert-answer.ts';
import type { FlowInput } from '../../src/core/flow.ts';
import { describeFlow } from './support/flow-rules.ts';

const product: AlertProduct = { id: 'tablecloth', title: 'Скатерть льняная', locale: 'ru' };
const price = { minor: 560_000, currency: 'RUB' };
const out: AlertVariant = { id: 'TC-1', name: 'в клетку', state: 'out', saleable: 0, price, url: null };
const ordered: AlertVariant = { ...out, id: 'TC-2', name: '', state: 'preorder', saleable: null };
const here: AlertVariant = { ...out, id: 'TC-3', state: 'in', saleable: 3, url: 'https://shop.example/tc' };
const alert = { key: 'key-1', title: 'Скатерть льняная, в клетку' };
const others = [{ ...product, price, imageUrl: 'https://shop.example/tc.jpg' }];
const many = Array.from({ length: 6 }, (_, index) => ({ ...out, id: `TC-${index}` }));

const look: AlertLookAnswer[] = [
  { result: 'one', product, variant: out, waiting: false },
  { result: 'one', product, variant: ordered, waiting: false },
  { result: 'one', product, variant: out, waiting: true },
  { result: 'choose', product, variants: many },
  { result: 'several', products: [product, { ...product, id: 'throw' }] },
  { result: 'here', product, variants: [here] },
  { result: 'here', product, variants: [{ ...here, saleable: null, url: null }, here] },
  { result: 'list', alerts: [alert] },
  { result: 'none', named: true },
  { result: 'none', named: false },
  { result: 'gone' },
  { result: 'off' },
];
const subscribe: AlertSubscribeAnswer[] = [
  { result: 'done', others, keepMonths: 6, alert },
  { result: 'already', others: [], keepMonths: 6, alert },
  { result: 'here', product, variants: [here] },
  { result: 'full', most: 12 },
  { result: 'gone' },
  { result: 'off' },
];
const list: AlertListAnswer[] = [
  { alerts: [], cancelled: 0 },
  { alerts: [alert, { ...alert, key: 'key-2' }], cancelled: 1 },
  { alerts: Array.from({ length: 7 }, (_, index) => ({ ...alert, key: `key-${index}` })), cancelled: 0 },
];
const start = (args: FlowInput['args']): FlowInput => ({ locale: 'ru', verifiedPhone: null, args });

describeFlow<AlertContext>(stockAlertFlow, {
  inputs: [
    start({}),
    start({ variant: 'TC-1' }),
    start({ variant: 'TC-1', told: true }),
    start({ product: 'tablecloth' }),
    start({ text: 'скатерть' }),
    start({ list: true }),
    start({ end: 'key-1' }),
  ],
  tasks: { 'alert.look': look, 'alert.subscribe': subscribe, 'alert.list': list, 'alert.cancel': list },
  tellApart: ({ step, product: found, variant, alerts, notice, skipped, variants, told }) => [
    step,
    found === null,
    variant?.state,
    alerts.length,
    notice,
    skipped,
    variants.length,
    told,
  ],
});
