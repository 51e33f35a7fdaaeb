/**
 * What somebody who waited hears: it is back, it is gone for good, or it has been too long. Chooses keys of the texts files
 * and fills their slots. Nothing is promised that the shop cannot keep: no piece is put aside.
 */
import type { FlowButton } from '../../core/content.ts';
import { LIMITS } from '../../core/limits.ts';
import { localText } from '../../core/local-text.ts';
import { formatMoney } from '../../core/money.ts';
import type { Notice } from '../../core/notice.ts';
import type { Variant } from '../../core/ports/shop-catalog.ts';
import type { CalledAlert } from '../../core/ports/stock-alerts.ts';
import type { BackTemplate } from './alert-settings.ts';

export interface BackNews {
  variant: Variant;
  /** When those who asked later hear of what is left, in words by language; null: nobody else waits. */
  nextAt: ((alert: CalledAlert) => string) | null;
  template: BackTemplate;
  nowMs: number;
}

const MENU: FlowButton = { label: 'stockAlert.button.menu', deskEvent: { type: 'command.menu' } };
const OPERATOR: FlowButton = {
  label: 'stockAlert.button.operator',
  deskEvent: { type: 'command.operator' },
};

/** "It is back", for one of those who waited. */
export function backNotice(alert: CalledAlert, { variant, nextAt, template, nowMs }: BackNews): Notice {
  const { locale, variantId } = alert;
  const title = localText(alert.title, locale);
  const price = formatMoney(variant.price, locale);
  const { saleable } = variant.stock;
  const pieces = saleable === null ? [] : [{ text: 'stockAlert.news.pieces', slots: { count: saleable } }];
  const others = nextAt ? [{ text: 'stockAlert.news.others', slots: { time: nextAt(alert) } }] : [];
  const isThere: FlowButton = {
    label: 'stockAlert.button.isThere',
    deskEvent: { type: 'start.flow', flow: 'stock-alert', args: { variant: variantId, told: true } },
  };
  const approved = template(alert.account, locale);
  const values: Record<string, string> = { product: title, price, link: variant.url ?? '' };
  return {
    kind: 'stock',
    prompt: {
      text: 'stockAlert.news.back',
      slots: { title, price },
      more: [...pieces, ...(nextAt ? others : [{ text: 'stockAlert.news.hurry' }])],
      buttons: [
        ...(variant.url === null ? [] : [{ label: 'stockAlert.button.open', url: variant.url }]),
        isThere,
        MENU,
      ],
    },
    ...(approved ? { template: filled(approved, values, locale) } : {}),
    untilMs: nowMs + LIMITS.alertNewsMs,
  };
}

/** Why nobody waits for it any more. */
export function endNotice(alert: CalledAlert, keepMonths: number, nowMs: number): Notice {
  const title = localText(alert.title, alert.locale);
  const again: FlowButton = {
    label: 'stockAlert.button.again',
    deskEvent: { type: 'start.flow', flow: 'stock-alert', args: { variant: alert.variantId } },
  };
  const isExpired = alert.about === 'expired';
  return {
    kind: 'stock',
    prompt: {
      text: isExpired ? 'stockAlert.news.expired' : 'stockAlert.news.gone',
      slots: isExpired ? { title, months: keepMonths } : { title },
      buttons: [...(isExpired ? [again] : [OPERATOR]), MENU],
    },
    untilMs: nowMs + LIMITS.alertNewsMs,
  };
}

function filled(
  { name, slots }: { name: string; slots: string[] },
  values: Record<string, string>,
  locale: CalledAlert['locale'],
): NonNullable<Notice['template']> {
  return { name, slots: Object.fromEntries(slots.map((slot) => [slot, values[slot] ?? ''])), locale };
}
