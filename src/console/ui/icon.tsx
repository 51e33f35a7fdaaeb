/** Small line drawings. They say nothing by themselves: what they stand beside has the words, or an aria-label. */

const PATHS = {
  alert: 'M12 4 2.800 19.500h18.400L12 4ZM12 10v4.500M12 17v.01',
  attach:
    'm20 11.500-8.300 8.200a5.200 5.200 0 0 1-7.400-7.300L12.700 4a3.500 3.500 0 0 1 4.900 5L9.300 17.200a1.700 1.700 0 0 1-2.400-2.400l7.500-7.400',
  back: 'm14.500 5-7 7 7 7',
  bell: 'M6 16.500v-6a6 6 0 0 1 12 0v6l1.500 1.500h-15L6 16.500ZM10 21h4',
  channels:
    'M12 13.500a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3ZM8.500 15.500a5 5 0 0 1 0-7M15.500 8.500a5 5 0 0 1 0 7M5.500 18.500a9.200 9.200 0 0 1 0-13M18.500 5.500a9.200 9.200 0 0 1 0 13',
  bot: 'M5 9h14v10H5zM12 9V5M12 4.500v.01M9 13.500v1M15 13.500v1M2.500 13v3M21.500 13v3',
  check: 'm5 12.500 4.500 4.500L19 7.500',
  checks: 'm2.500 12.500 4.300 4.500L15 8.500M11.500 16l1 1L21 8.500',
  clock: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17ZM12 7.500V12l3 2',
  close: 'M6 6l12 12M18 6 6 18',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  down: 'm6 9.500 6 6 6-6',
  file: 'M6 3.500h8l4 4v13H6zM14 3.500v4h4M9 12.500h6M9 16h6',
  fail: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17ZM12 8v4.500M12 16v.01',
  info: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17ZM12 11v5M12 8v.01',
  keyboard: 'M2.500 6.500h19v11h-19zM6 10v.01M9 10v.01M12 10v.01M15 10v.01M18 10v.01M8 14h8',
  link: 'M10 13.500a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.700-5.700L11.500 7M14 10.500a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.700 5.700l1.700-1.700',
  lock: 'M5.500 11h13v9.500h-13zM8 11V8a4 4 0 0 1 8 0v3',
  note: 'M4.500 4.500h15v10l-5 5h-10zM14.500 19.500v-5h5M8 9h8M8 12.500h4',
  people:
    'M9 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM2.500 20a6.500 6.500 0 0 1 13 0M16 5a3.500 3.500 0 0 1 0 6.500M18 14.500a6.500 6.500 0 0 1 3.500 5.500',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.500 20.500a7.500 7.500 0 0 1 15 0',
  phone:
    'M6 3.500h3l1.500 4.500L8.500 9.500a12 12 0 0 0 6 6l1.500-2 4.500 1.500v3a2 2 0 0 1-2 2A15 15 0 0 1 4 5.500a2 2 0 0 1 2-2Z',
  pin: 'M12 21s-7-6.500-7-11.500a7 7 0 0 1 14 0C19 14.500 12 21 12 21ZM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z',
  queue: 'M3.500 13.500h5l1.500 3h4l1.500-3h5M5.500 5h13l2 8.500V19h-17v-5.500L5.500 5Z',
  release: 'M9 6 4 11l5 5M4 11h10a6 6 0 0 1 6 6v1.500',
  search: 'M10.500 17.500a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM15.500 15.500l5 5',
  send: 'M3.500 20.500 21 12 3.500 3.500 6 12l-2.500 8.500ZM6 12h8',
  settings: 'M4 7h10M18 7h2M14 4.500v5M4 17h2M10 17h10M10 14.500v5M4 12h4M12 12h8M8 9.500v5',
  chat: 'M3.500 5h17v12h-9l-4.500 4v-4h-3.500z',
  transfer: 'M4 8.500h15M15 4.500l4 4-4 4M20 15.500H5M9 11.500l-4 4 4 4',
  leave: 'M14 4.500H5v15h9M10 12h11M17.500 8.500 21 12l-3.500 3.500',
  plus: 'M12 5v14M5 12h14',
  retry: 'M19.500 5v5h-5M19 10a7.500 7.500 0 1 0 .5 4.500',
} as const;

export type IconName = keyof typeof PATHS;

/** One drawing in the ink of its surroundings. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
