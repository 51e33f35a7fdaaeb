/** The questions of the stock-alert flow: keys of the texts files with their slots and buttons. Pure. */
import type { FlowButton, Prompt } from '../../src/core/content.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { MENU, OPERATOR } from './buttons.ts';
import { pageOf, type AlertContext } from './model.ts';

export type View = { context: AlertContext };

export function askName({ context }: View): Prompt {
  return after(context, { text: 'stockAlert.askName', buttons: [OPERATOR, MENU] });
}

export function askWhich({ context }: View): Prompt {
  const { product, products, variants, skipped } = context;
  const buttons: FlowButton[] = product
    ? pageOf(variants, skipped).map(({ id, name }) => ({
        label: 'stockAlert.button.variant',
        slots: { name },
        event: { type: 'alert.variant', id },
      }))
    : pageOf(products, skipped).map(({ id, title }) => ({
        label: 'stockAlert.button.variant',
        slots: { name: title },
        event: { type: 'alert.product', id },
      }));
  const isMore = (product ? variants : products).length > LIMITS.alertChoices;
  const more: FlowButton = { label: 'stockAlert.button.more', event: { type: 'alert.more' } };
  return after(context, {
    ...(product
      ? { text: 'stockAlert.askVariant', slots: { title: product.title } }
      : { text: 'stockAlert.askProduct' }),
    buttons: [...buttons, ...(isMore ? [more] : []), MENU],
  });
}

/** The words of this question are what the customer agrees to. */
export function askConsent({ context }: View): Prompt {
  return after(context, {
    text: consentKey(context),
    slots: { title: nameOf(context) },
    buttons: [
      { label: 'stockAlert.button.yes', event: { type: 'alert.yes' } },
      { label: 'stockAlert.button.no', event: { type: 'alert.no' } },
      MENU,
    ],
  });
}

export function consentKey({ told, variant }: AlertContext): string {
  if (told) return 'stockAlert.askAgain';
  return variant?.state === 'preorder' || variant?.state === 'backorder'
    ? 'stockAlert.askToOrder'
    : 'stockAlert.ask';
}

export function askList({ context }: View): Prompt {
  const { alerts, skipped } = context;
  const page = pageOf(alerts, skipped);
  const lines = page.map(({ title }, index) => ({
    text: 'stockAlert.line',
    slots: { position: index + 1, title },
  }));
  const more: FlowButton = { label: 'stockAlert.button.more', event: { type: 'alert.more' } };
  return after(context, {
    text: 'stockAlert.list',
    slots: { count: alerts.length },
    more: lines,
    buttons: [
      ...page.map(({ key }, index): FlowButton => ({
        label: 'stockAlert.button.end',
        slots: { position: index + 1 },
        event: { type: 'alert.end', key },
      })),
      ...(alerts.length > page.length
        ? [more]
        : [{ label: 'stockAlert.button.add', event: { type: 'alert.add' } }]),
      ...(alerts.length > 1 ? [{ label: 'stockAlert.button.endAll', event: { type: 'alert.endAll' } }] : []),
      MENU,
    ],
  });
}

export function askInTrouble({ context }: View): Prompt {
  return after(context, {
    text: 'stockAlert.down',
    buttons: [{ label: 'stockAlert.button.retry', event: { type: 'alert.retry' } }, OPERATOR, MENU],
  });
}

/** "Скатерть льняная, 150×250, в клетку". */
export function nameOf({ product, variant }: AlertContext): string {
  return [product?.title, variant?.name].filter((part) => part !== undefined && part !== '').join(', ');
}

/** What has to be said before the question comes as its first paragraph. */
function after({ notice }: AlertContext, question: Prompt): Prompt {
  if (notice === '') return question;
  const { text, slots, more = [], ...rest } = question;
  const { buttons = [], ...others } = rest;
  const isOffered = buttons.includes(OPERATOR);
  return {
    text: notice,
    more: [{ text, ...(slots ? { slots } : {}) }, ...more],
    ...others,
    // Whoever was not understood is offered a person, too.
    buttons: isOffered ? buttons : [...buttons, OPERATOR],
  };
}
