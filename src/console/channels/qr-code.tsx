/** A code to scan, drawn as one path. Dark on light in every colour scheme: scanners want it so. */
import { useMemo } from 'react';
import { encode } from 'uqr';

/** Modules of white around the code, as scanners need them. */
const QUIET = 4;

export function QrCode({ value, label }: { value: string; label: string }) {
  const { size, path } = useMemo(() => draw(value), [value]);
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#10201c" />
    </svg>
  );
}

/** Runs of dark modules of a row become one stroke of the path. */
function draw(value: string): { size: number; path: string } {
  const { data, size } = encode(value, { ecc: 'L', border: QUIET });
  let path = '';
  for (const [y, row] of data.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      const from = x;
      while (row[x]) x += 1;
      if (x > from) path += `M${from} ${y}h${x - from}v1h-${x - from}z`;
    }
  }
  return { size, path };
}
