/** The signs of the chat: one path each, drawn in the colour of the text around it. Never alone: each has a label beside it. */

const PATHS = {
  close: 'M6 6l12 12M18 6l-12 12',
  down: 'M6 9l6 6 6-6',
  more: 'M12 6v.01M12 12v.01M12 18v.01',
  send: 'M5 12l14-7-5 15-3-7zM11 13l8-8',
  clip: 'M20 12l-8 8a5 5 0 0 1-7-7l8-8a3.5 3.5 0 0 1 5 5l-8 8a1.5 1.5 0 0 1-2-2l7-7',
  camera: 'M4 8h3l2-3h6l2 3h3v11H4zM12 10a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  file: 'M6 4h8l4 4v12H6zM14 4v4h4',
  globe: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM4 12h16M12 4c5 5 5 11 0 16M12 4c-5 5-5 11 0 16',
  sound: 'M5 9v6h3l5 4V5L8 9zM16 9a4 4 0 0 1 0 6M19 6a8 8 0 0 1 0 12',
  leave: 'M4 6h16v12H4zM4 7l8 6 8-6',
  phone: 'M6 4h3l2 4-2 2a11 11 0 0 0 5 5l2-2 4 2v3a2 2 0 0 1-2 2A14 14 0 0 1 4 6a2 2 0 0 1 2-2z',
  place: 'M12 21s-6-6-6-11a6 6 0 0 1 12 0c0 5-6 11-6 11zM12 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  out: 'M9 6H5v13h13v-4M13 5h6v6M19 5l-8 8',
  list: 'M9 7h11M9 12h11M9 17h11M5 7h.01M5 12h.01M5 17h.01',
  tick: 'M5 12l5 5L19 7',
  ticks: 'M2 12l5 5 8-9M11 16l1 1 9-9',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4l3 2',
  alert: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v5M12 16v.01',
  forget: 'M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13',
  save: 'M12 4v11M7 11l5 5 5-5M5 20h14',
} as const;
export type IconName = keyof typeof PATHS;

const SVG = 'http://www.w3.org/2000/svg';

export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'icon');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
