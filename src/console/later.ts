/**
 * Parts that are not needed to help the first customer: fetched a moment after the desk stands, so that they are there
 * when the connection is not.
 */
import { lazy } from 'react';

const people = () => import('./people/people-page.tsx');
const channels = () => import('./channels/channels-page.tsx');
const failures = () => import('./failures/failures-page.tsx');
const settings = () => import('./settings/settings-page.tsx');
const setup = () => import('./session/setup-page.tsx');
const menus = () => import('./menus.ts');
const dialogs = () => import('./desk/desk-dialogs.tsx');

export const PeoplePage = lazy(async () => ({ default: (await people()).PeoplePage }));
export const ChannelsPage = lazy(async () => ({ default: (await channels()).ChannelsPage }));
export const FailuresPage = lazy(async () => ({ default: (await failures()).FailuresPage }));
export const SettingsPage = lazy(async () => ({ default: (await settings()).SettingsPage }));
export const SetupPage = lazy(async () => ({ default: (await setup()).SetupPage }));
export const DeskDialogs = lazy(async () => ({ default: (await dialogs()).DeskDialogs }));
export const ShortcutHelp = lazy(async () => ({ default: (await dialogs()).ShortcutHelp }));
export const CardDrawer = lazy(async () => ({ default: (await dialogs()).CardDrawer }));
export const MeMenu = lazy(async () => ({ default: (await menus()).MeMenu }));
export const MoreActs = lazy(async () => ({ default: (await menus()).MoreActs }));
export const Colleagues = lazy(async () => ({ default: (await menus()).Colleagues }));

/** Fetches what a signed-in operator may come to need. A part that cannot be had now is asked for again when it is used. */
export function fetchLater(): void {
  for (const part of [dialogs, people, channels, failures, settings]) part().catch(() => undefined);
}
