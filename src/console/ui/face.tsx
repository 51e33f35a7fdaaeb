/** A person as a coloured disc with initials; the colour follows the name, so that a list is easy to scan. */

const HUES = [168, 205, 255, 295, 335, 20, 45, 95];

/** `dot` adds a mark of presence. */
export function Face({
  name,
  size = 36,
  dot,
}: {
  name: string;
  size?: number;
  dot?: 'here' | 'gone' | 'away';
}) {
  const hue = HUES[hash(name) % HUES.length] ?? 168;
  return (
    <span
      className="face"
      aria-hidden="true"
      style={{
        width: size,
        height: size,
        fontSize: size * 0.38,
        background: `hsl(${hue} 38% 36%)`,
      }}
    >
      {initials(name)}
      {dot !== undefined && <span className={`face-dot face-dot--${dot}`} />}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /\p{L}|\p{N}/u.test(word));
  const letters = words.slice(0, 2).map((word) => /\p{L}|\p{N}/u.exec(word)?.[0] ?? '');
  return letters.join('').toUpperCase() || '?';
}

function hash(text: string): number {
  let sum = 0;
  for (const char of text) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return sum;
}
