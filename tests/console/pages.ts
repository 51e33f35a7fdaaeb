/** Every page of the console, and how to get there: what the screenshots show and what axe looks through. */
import type { Page } from 'playwright-core';
import { ADMIN, type BusyDay } from './busy-day.ts';

export interface ShownPage {
  name: string;
  /** Null: nobody is signed in. */
  as: { login: string; password: string } | null;
  path: string;
  /** Visible when the page is drawn. */
  ready: string;
  /** What to do there before looking. */
  act?(page: Page): Promise<void>;
  /** Only worth a look at this width. */
  only?: 'wide' | 'narrow';
}

/** In the order of a working day. */
export function pagesOf({ ids }: Pick<BusyDay, 'ids'>): ShownPage[] {
  const as = { login: ADMIN.login, password: ADMIN.password };
  const lines = '.thread-lines';
  return [
    { name: 'sign-in', as: null, path: '/', ready: '[name=login]' },
    { name: 'dead-link', as: null, path: '/setup/a-link-that-was-used', ready: 'h1' },
    { name: 'queue', as, path: '/', ready: '.item' },
    { name: 'nothing-found', as, path: '/?search=ничего', ready: '.empty' },
    { name: 'waiting', as, path: `/c/${ids.angry}`, ready: lines },
    { name: 'mine', as, path: `/c/${ids.mine}?view=mine`, ready: lines },
    {
      name: 'note',
      as,
      path: `/c/${ids.mine}?view=mine`,
      ready: lines,
      async act(page) {
        await page.click('.mode--note');
        await page.fill('#composer', 'Проверить остаток на складе, прежде чем обещать');
      },
    },
    { name: 'trouble', as, path: `/c/${ids.trouble}?view=mine`, ready: lines },
    { name: 'person', as, path: `/c/${ids.person}?view=mine`, ready: '.channel-bar' },
    {
      name: 'all-channels',
      as,
      path: `/c/${ids.person}?view=mine&lines=all`,
      ready: '.marked',
      async act(page) {
        if (!(await page.isVisible('.proof button'))) return;
        await page.click('.proof button');
        await page.waitForSelector('.ask-twice');
      },
    },
    {
      name: 'person-card',
      as,
      path: `/c/${ids.person}?view=mine`,
      ready: '.channel-bar',
      only: 'narrow',
      async act(page) {
        await page.click('.only-without-card');
        await page.waitForSelector('.proof');
        await page.waitForTimeout(400);
      },
    },
    { name: 'colleague', as, path: `/c/${ids.olha}?view=assigned`, ready: lines },
    { name: 'bot', as, path: `/c/${ids.bot}?view=bot`, ready: lines },
    {
      name: 'customer',
      as,
      path: `/c/${ids.waiting}`,
      ready: lines,
      only: 'narrow',
      async act(page) {
        await page.click('.only-without-card');
        await page.waitForSelector('.card');
        await page.waitForTimeout(400);
      },
    },
    {
      name: 'resolve',
      as,
      path: `/c/${ids.mine}?view=mine`,
      ready: lines,
      async act(page) {
        await page.click('.compact-tiny');
        await page.waitForSelector('.choice');
        await page.waitForTimeout(400);
      },
    },
    {
      name: 'transfer',
      as,
      path: `/c/${ids.mine}?view=mine`,
      ready: lines,
      async act(page) {
        await page.keyboard.press('KeyT');
        await page.waitForSelector('.choice--person');
        await page.waitForTimeout(400);
      },
    },
    {
      name: 'team',
      as,
      path: '/',
      ready: '.item',
      async act(page) {
        await page.click('.team-faces');
        await page.waitForSelector('.team-list');
        await page.waitForTimeout(300);
      },
    },
    {
      name: 'keys',
      as,
      path: '/',
      ready: '.item',
      only: 'wide',
      async act(page) {
        await page.keyboard.press('?');
        await page.waitForSelector('.keys');
        await page.waitForTimeout(400);
      },
    },
    { name: 'people', as, path: '/people', ready: '.person' },
    {
      name: 'invite',
      as,
      path: '/people',
      ready: '.person',
      async act(page) {
        await page.click('.sheet-head button');
        await page.waitForSelector('[role=radio], [type=radio]');
        await page.waitForTimeout(400);
      },
    },
    { name: 'channels', as, path: '/channels', ready: '.messenger' },
    { name: 'shop', as, path: '/shop', ready: '.shop-row' },
    {
      name: 'shop-orders',
      as,
      path: '/shop?table=orders',
      ready: '.shop-row',
      async act(page) {
        await page.click('.shop-row-open');
        await page.waitForSelector('form');
        await page.waitForTimeout(400);
      },
    },
    {
      name: 'menu',
      as,
      path: '/people',
      ready: '.person',
      async act(page) {
        await page.click('.rail-me');
        await page.waitForSelector('[role=menu]');
        await page.waitForTimeout(400);
      },
    },
    { name: 'scripts', as, path: '/scripts', ready: '.script-row' },
    { name: 'script', as, path: '/scripts/is-it-good', ready: '.chart-box--current' },
    { name: 'flow', as, path: '/scripts/return', ready: '.chart-box' },
    { name: 'feedback', as, path: '/feedback', ready: '.sheet-head' },
    { name: 'failures', as, path: '/failures', ready: '.sheet-head' },
    { name: 'settings', as, path: '/settings', ready: '.plate' },
  ];
}

/** Signs in by the form. */
export async function signIn(
  page: Page,
  url: string,
  who: { login: string; password: string },
): Promise<void> {
  await page.goto(url);
  await page.fill('[name=login]', who.login);
  await page.fill('[name=password]', who.password);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.rail');
}

/** Opens a page and leaves it as it is to be looked at. */
export async function show(page: Page, url: string, shown: ShownPage): Promise<void> {
  await page.goto(url + shown.path);
  await page.waitForSelector(shown.ready);
  // Lists, thread and picture arrive one after another.
  await page.waitForLoadState('load');
  await page.waitForTimeout(500);
  await shown.act?.(page);
}
