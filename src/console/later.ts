/**
 * Parts that are not needed to help the first customer: fetched a moment after the desk stands, so that they are there
 * when the connection is not.
 */
import { lazy } from 'react';

const people = () => import('./people/people-page.tsx');
const channels = () => import('./channels/channels-page.tsx');
const answers = () => import('./faq/answers-page.tsx');
const unanswered = () => import('./unanswered/unanswered-page.tsx');
const shop = () => import('./shop/shop-page.tsx');
const scripts = () => import('./scripts/scripts-page.tsx');
const feedback = () => import('./feedback/feedback-page.tsx');
const failures = () => import('./failures/failures-page.tsx');
const settings = () => import('./settings/settings-page.tsx');
const setup = () => import('./session/setup-page.tsx');
const menus = () => import('./menus.ts');
const dialogs = () => import('./desk/desk-dialogs.tsx');

export const PeoplePage = lazy(async () => ({ default: (await people()).PeoplePage }));
export const ChannelsPage = lazy(async () => ({ default: (await channels()).ChannelsPage }));
export const AnswersPage = lazy(async () => ({ default: (await answers()).AnswersPage }));
export const UnansweredPage = lazy(async () => ({ default: (await unanswered()).UnansweredPage }));
export const ShopPage = lazy(async () => ({ default: (await shop()).ShopPage }));
export const ScriptsPage = lazy(async () => ({ default: (await scripts()).ScriptsPage }));
export const FeedbackPage = lazy(async () => ({ default: (await feedback()).FeedbackPage }));
export const FailuresPage = lazy(async () => ({ default: (await failures()).FailuresPage }));
export const SettingsPage = lazy(async () => ({ default: (await settings()).SettingsPage }));
export const SetupPage = lazy(async () => ({ default: (await setup()).SetupPage }));
export const DeskDialogs = lazy(async () => ({ default: (await dialogs()).DeskDialogs }));
export const ShortcutHelp = lazy(async () => ({ default: (await dialogs()).ShortcutHelp }));
export const CardDrawer = lazy(async () => ({ default: (await dialogs()).CardDrawer }));
export const MeMenu = lazy(async () => ({ default: (await menus()).MeMenu }));
export const MoreActs = lazy(async () => ({ default: (await menus()).MoreActs }));
export const Colleagues = lazy(async () => ({ default: (await menus()).Colleagues }));

/**
 * Fetches what a signed-in operator may come to need; `writes`: the answers, too. A part that cannot be had now is asked for again
 * when it is used.
 */
export function fetchLater(writes: boolean): void {
  const parts = [dialogs, people, channels, shop, scripts, feedback, failures, settings];
  for (const part of writes ? [...parts, answers, unanswered] : parts) part().catch(() => undefined);
}
