/** Where one can go in the console, by role. What is not gone to every day stands in the menu of a phone instead of its bar. */
import type { ApiRole } from '../api/words.ts';
import type { WordKey } from './i18n/words.ts';
import type { IconName } from './ui/icon.tsx';

export type PlaceName =
  | 'desk'
  | 'people'
  | 'channels'
  | 'answers'
  | 'unanswered'
  | 'shop'
  | 'scripts'
  | 'feedback'
  | 'failures'
  | 'settings';

export interface Place {
  page: PlaceName;
  path: string;
  icon: IconName;
  word: WordKey;
  roles: readonly ApiRole[];
  /** In the menu of a phone; a list: for these roles only. */
  rare?: true | readonly ApiRole[];
}

const ALL: readonly ApiRole[] = ['admin', 'supervisor', 'operator', 'editor'];
/** An editor keeps the answers and the goods, and sees no conversation. */
const DESK: readonly ApiRole[] = ['admin', 'supervisor', 'operator'];
const LEADS: readonly ApiRole[] = ['admin', 'supervisor'];

const WRITERS: readonly ApiRole[] = [...LEADS, 'editor'];

const PLACES: readonly Place[] = [
  { page: 'desk', path: '/', icon: 'queue', word: 'nav.desk', roles: DESK },
  { page: 'people', path: '/people', icon: 'people', word: 'nav.people', roles: ALL },
  { page: 'channels', path: '/channels', icon: 'channels', word: 'nav.channels', roles: ALL },
  {
    page: 'answers',
    path: '/answers',
    icon: 'answers',
    word: 'nav.answers',
    roles: WRITERS,
    rare: LEADS,
  },
  {
    page: 'unanswered',
    path: '/unanswered',
    icon: 'unanswered',
    word: 'nav.unanswered',
    roles: WRITERS,
    rare: LEADS,
  },
  { page: 'shop', path: '/shop', icon: 'shop', word: 'nav.shop', roles: WRITERS },
  {
    page: 'scripts',
    path: '/scripts',
    icon: 'script',
    word: 'nav.scripts',
    roles: ['admin', 'editor'],
    rare: true,
  },
  {
    page: 'feedback',
    path: '/feedback',
    icon: 'star',
    word: 'nav.feedback',
    roles: [...LEADS, 'operator'],
    rare: true,
  },
  { page: 'failures', path: '/failures', icon: 'alert', word: 'nav.failures', roles: LEADS, rare: true },
  { page: 'settings', path: '/settings', icon: 'settings', word: 'nav.settings', roles: ALL, rare: true },
];

/** The places of a role, each with whether it is rare for them. */
export function placesFor(role: ApiRole): (Place & { isRare: boolean })[] {
  return PLACES.filter(({ roles }) => roles.includes(role)).map((place) => ({
    ...place,
    isRare: place.rare === true || place.rare?.includes(role) === true,
  }));
}
