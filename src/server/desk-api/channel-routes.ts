/**
 * The page of channels. Everybody at the desk sees how they do; the code that pairs a phone is a key to the shop's number, so
 * only admins see it, and only they switch and pair.
 */
import {
  SwitchChannel,
  type ChannelFindings,
  type ChannelList,
  type ChannelRow,
  type PairedPhone,
} from '../../api/channels.ts';
import type { AccountId } from '../../core/ids.ts';
import type { SessionState } from '../../core/ports/channel.ts';
import type { ChannelDesk, ChannelHealth } from '../../core/ports/channel-desk.ts';
import { ROLES, type Role } from '../../core/ports/desk-store.ts';
import type { ApiDeps } from './api-deps.ts';
import { deskRoute, DONE, ok, refuse, type Route } from './route.ts';

const NO_CHANNEL = refuse('not-found', 'There is no such channel');

/** None without a desk of channels. */
export function channelRoutes({ channels, log }: ApiDeps): Route[] {
  if (!channels) return [];
  return [
    deskRoute({
      method: 'GET',
      path: '/channels',
      roles: ROLES,
      async handle({ me }) {
        const rows = (await channels.list()).map((one) => rowOf(one, me.operator.role));
        return ok({ channels: rows } satisfies ChannelList);
      },
    }),
    deskRoute({
      method: 'POST',
      path: '/channels/:account/check',
      roles: ['admin', 'supervisor'],
      async handle({ param }) {
        const findings = await channels.check(accountOf(param));
        return findings === null ? NO_CHANNEL : ok({ findings } satisfies ChannelFindings);
      },
    }),
    ...adminRoutes(channels, log),
  ];
}

function adminRoutes(channels: ChannelDesk, log: ApiDeps['log']): Route[] {
  return [
    deskRoute({
      method: 'PUT',
      path: '/channels/:account/switch',
      roles: ['admin'],
      body: SwitchChannel,
      async handle({ me, body, param }) {
        const account = accountOf(param);
        const row = await channels.setOn(account, body.on);
        if (row === null) return NO_CHANNEL;
        log.info({ by: me.operator.id, account, on: body.on }, 'an admin switched a channel');
        return ok(rowOf(row, me.operator.role));
      },
    }),
    deskRoute({
      method: 'POST',
      path: '/channels/:account/pair',
      roles: ['admin'],
      async handle({ me, param }) {
        const account = accountOf(param);
        if (!(await channels.pairAgain(account))) return NO_CHANNEL;
        log.info({ by: me.operator.id, account }, 'an admin pairs a phone again');
        return DONE;
      },
    }),
  ];
}

/** Looked up among the accounts there are, so that any text may come. */
function accountOf(param: (name: string) => string): AccountId {
  return param('account') as AccountId;
}

function rowOf(health: ChannelHealth, role: Role): ChannelRow {
  const { account, platform, session, ...rest } = health;
  return {
    ...rest,
    id: account,
    platform,
    account: account.slice(platform.length + 1),
    phone: session === null ? null : phoneOf(session, role === 'admin'),
  };
}

function phoneOf(session: SessionState, isAdmin: boolean): PairedPhone {
  return {
    is: session.is,
    code: isAdmin && session.is === 'pairing' ? session.code : null,
    number: isAdmin && session.is === 'ready' ? session.number : null,
  };
}
