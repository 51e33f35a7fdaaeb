/** Line drawings that only the playground needs; the words stand beside them. */

const PATHS = {
  bolt: 'M13 3 5.500 13.500H11L10 21l8-11h-5.500L13 3Z',
  dots: 'M12 5.500v.01M12 12v.01M12 18.500v.01',
  image: 'M4 5h16v14H4zM4 16l4.500-4.500 4 4 3-3L20 17M15.500 9v.01',
  mail: 'M3.500 5.500h17v13h-17zM3.500 7l8.500 6 8.500-6',
  pencil: 'm4.500 19.500 1-4.500L16 4.500l3.500 3.500L9 18.500l-4.500 1ZM13.500 7 17 10.500',
  play: 'M7.500 5v14l11-7-11-7Z',
} as const;

export type DrawingName = keyof typeof PATHS;

export function Drawing({ name, size = 20 }: { name: DrawingName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'dots' ? 2.6 : 1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
