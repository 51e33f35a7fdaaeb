/** What is known of one customer alone, for whoever talks to them. Asks the shop for points and waits only a little. */
import type { PersonalView, PointsView } from '../../api/personal.ts';
import { LIMITS } from '../../core/limits.ts';
import { localText } from '../../core/local-text.ts';
import type { Locale } from '../../core/locale.ts';
import { DESK_ROLES } from '../../desk/may.ts';
import type { ApiDeps } from './api-deps.ts';
import { deskRoute, ok, refuse, type Route } from './route.ts';

export function personalRoutes(deps: ApiDeps): Route[] {
  const { store } = deps;
  return [
    deskRoute({
      method: 'GET',
      path: '/conversations/:id/personal',
      roles: DESK_ROLES,
      async handle({ me, param }) {
        const conversation = await store.readConversation(param('id'));
        if (!conversation) return refuse('not-found', 'There is no such conversation');
        const [consents, personal, points] = await Promise.all([
          store.readConsents(conversation.id),
          store.readPersonal(conversation.id),
          pointsOf(deps, conversation.verifiedPhone, me.operator.locale),
        ]);
        const { birthday, messages, reasons } = personal;
        return ok({
          consents: consents.map(({ kind, given, wording, locale, atMs }) => ({
            kind,
            given,
            wording,
            locale,
            atMs,
          })),
          points,
          birthday,
          messages: messages.map(({ kind, state, granted, atMs }) => ({
            kind,
            told: state === 'told',
            points: granted,
            atMs,
          })),
          reasons,
        } satisfies PersonalView);
      },
    }),
  ];
}

async function pointsOf(
  { loyalty, clock }: ApiDeps,
  phone: string | null,
  locale: Locale,
): Promise<PersonalView['points']> {
  if (!loyalty || phone === null) return null;
  const patience = new AbortController();
  const cancel = clock.after(LIMITS.deskLookUpMs, () => patience.abort());
  try {
    const late = new Promise<'down'>((resolve) => {
      patience.signal.addEventListener('abort', () => resolve('down'), { once: true });
    });
    const asked = loyalty.account({ phones: [phone], emails: [] }, patience.signal);
    const found = await Promise.race([asked.catch(() => 'down' as const), late]);
    if (found === 'down' || !found.ok) return 'down';
    if (found.value.found !== 'one') return found.value.found === 'several' ? 'several' : null;
    const { points, level, burns, card } = found.value.account;
    const view: PointsView = {
      points,
      level: level && localText(level, locale),
      burns,
      card: card && `… ${card.replaceAll(' ', '').slice(-4)}`,
    };
    return view;
  } finally {
    cancel();
  }
}
