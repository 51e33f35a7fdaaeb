/**
 * The tasks about loyalty: points, level and card of whoever has shown who they are, and the promotions that hold. Runs after the
 * turn that asked, answers through the inbox. Never tells anything of an account that two people could mean.
 */
import { z } from 'zod';
import { LIMITS } from '../core/limits.ts';
import { maskDetail } from '../core/mask.ts';
import type { LoyaltyAnswer, LoyaltyView, PromotionsAnswer } from '../core/loyalty-answer.ts';
import { localText } from '../core/local-text.ts';
import type { ClaimedTask } from '../core/ports/engine-store.ts';
import type { Loyalty, LoyaltyAccount } from '../core/ports/loyalty.ts';
import type { MediaStore } from '../core/ports/media.ts';
import type { Promotions } from '../core/ports/promotions.ts';
import type { ShopFailure, ShopResult } from '../core/ports/shop.ts';
import type { TaskHandler, TaskHandlers } from '../core/ports/task.ts';
import { orCutOff } from '../shop/equal-time.ts';
import type { OrderTasksOptions } from '../shop/order-access.ts';
import { findBuyer } from './buyer-proof.ts';
import { cardPicture } from './card-picture.ts';

export interface LoyaltyTasksOptions extends OrderTasksOptions {
  loyalty: Loyalty;
  promotions: Promotions;
  media: Pick<MediaStore, 'save' | 'read'>;
}

type Outcome = Awaited<ReturnType<TaskHandler>>;
type Picture = NonNullable<LoyaltyView['picture']>;

const WANTS = z.object({ card: z.boolean().default(false) });

/** Handlers of `loyalty.account` and `promotions.current`; see core/loyalty-answer.ts for what they answer. */
export function createLoyaltyTasks(options: LoyaltyTasksOptions): TaskHandlers {
  const pictures = keepPictures(options);
  return {
    'loyalty.account': (task, signal) => account(options, pictures, task, signal),
    'promotions.current': (task, signal) => promotions(options, task, signal),
  };
}

async function account(
  options: LoyaltyTasksOptions,
  pictures: (number: string) => Promise<Picture | null>,
  task: ClaimedTask,
  signal: AbortSignal,
): Promise<Outcome> {
  if (!(await mayLook(options, task))) return answer({ result: 'blocked' });
  const proven = await findBuyer(options, task, signal);
  if (!('buyer' in proven)) return proven;
  const found = await asked(options.loyalty.account(proven.buyer, signal), signal);
  options.metrics.count('loyalty_looks', { result: found.ok ? found.value.found : found.failure.kind });
  if (!found.ok) return failed(options, task, found.failure);
  if (found.value.found !== 'one') return answer({ result: found.value.found });
  const view = viewOf(options, task, found.value.account);
  // Whoever came by a code would have to ask for another one to see the card too.
  const isWanted = WANTS.parse(task.input).card || task.identity.verifiedPhone === null;
  if (view.card !== null && isWanted) view.picture = await pictures(view.card);
  return answer({ result: 'account', account: view });
}

function viewOf(options: LoyaltyTasksOptions, task: ClaimedTask, of: LoyaltyAccount): LoyaltyView {
  const { locale } = task.identity;
  return {
    points: of.points,
    level: of.level && localText(of.level, locale),
    toNextLevel: of.toNextLevel,
    burns: of.burns,
    card: of.card,
    picture: null,
    locale,
    timeZone: options.timeZone,
  };
}

/** One file for each card that is shown again and again; one that cannot be kept is left out, the number is told anyway. */
function keepPictures({ media, log }: LoyaltyTasksOptions): (number: string) => Promise<Picture | null> {
  const known = new Map<string, Picture>();
  return async (number) => {
    const before = known.get(number);
    if (before && (await media.read(before.file)) !== null) return before;
    const saved = await media.save(cardPicture(number.replaceAll(' ', '')), 'card.png');
    if (!saved.ok) {
      log.warn({ step: 'loyalty', reason: saved.reason }, 'The picture of a card could not be kept');
      return null;
    }
    const { file, mime, bytes } = saved;
    const picture: Picture = { kind: 'photo', file, name: 'card.png', mime, bytes };
    known.set(number, picture);
    const oldest = known.keys().next().value;
    if (known.size > LIMITS.cardPictures && oldest !== undefined) known.delete(oldest);
    return picture;
  };
}

async function promotions(
  options: LoyaltyTasksOptions,
  task: ClaimedTask,
  signal: AbortSignal,
): Promise<Outcome> {
  const { locale } = task.identity;
  const found = await asked(options.promotions.current(options.clock.now(), signal), signal);
  if (!found.ok) return failed(options, task, found.failure);
  const value: PromotionsAnswer = {
    promotions: found.value
      .slice(0, LIMITS.promotionsShown)
      .map(({ title, conditions, code, untilMs, url }) => ({
        title: localText(title, locale),
        conditions: localText(conditions, locale),
        code,
        untilMs,
        url,
      })),
    locale,
    timeZone: options.timeZone,
  };
  return { ok: true, value };
}

async function mayLook({ tries, clock }: LoyaltyTasksOptions, task: ClaimedTask): Promise<boolean> {
  if (task.attempt > 1) return true;
  const { account: channel, address } = task.identity;
  const key = `loyalty.look:${channel}|${address}`;
  return tries.countTry(key, LIMITS.loyaltyLooks, LIMITS.loyaltyLooksMs, clock.now());
}

function asked<T>(call: Promise<ShopResult<T>>, signal: AbortSignal): Promise<ShopResult<T>> {
  const late: ShopResult<T> = { ok: false, failure: { kind: 'unavailable', detail: 'timeout' } };
  return orCutOff(call, late, signal);
}

function failed({ log }: LoyaltyTasksOptions, task: ClaimedTask, { kind, detail }: ShopFailure): Outcome {
  log.warn({ task: task.id, kind, detail: maskDetail(detail) }, 'the shop did not answer about loyalty');
  return kind === 'unavailable' || kind === 'throttled' ? { retry: kind } : { ok: false, reason: kind };
}

function answer(value: LoyaltyAnswer): Outcome {
  return { ok: true, value };
}
