/** The signs of the chat: one path each, drawn in the colour of the text around it. Never alone: each has a label beside it. */

const PATHS = {
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M6 9l6 6 6-6',
  more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  send: 'M5 12l14.5-7-5 15-3-6.5zM11.5 13.5l8-8.5',
  clip: 'M20 11.5l-8 8a5.2 5.2 0 0 1-7.4-7.4l8.4-8.4a3.5 3.5 0 0 1 5 5l-8.5 8.4a1.7 1.7 0 0 1-2.4-2.4l7.7-7.7',
  camera: 'M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 10.3a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  file: 'M7 3.5h7l4 4V20.5H7zM14 3.5v4h4',
  globe:
    'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM3.5 12h17M12 3.5c5 5.5 5 11.5 0 17M12 3.5c-5 5.5-5 11.5 0 17',
  sound: 'M5 9.5v5h3.5l4.5 4v-13l-4.5 4zM16.5 9a4.2 4.2 0 0 1 0 6M18.8 6.5a8 8 0 0 1 0 11',
  leave: 'M4 6h16v12H4zM4 7l8 6 8-6',
  phone:
    'M6.5 4h3l1.5 4-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2 4 1.5v3A2 2 0 0 1 18 20 14.5 14.5 0 0 1 4.5 6a2 2 0 0 1 2-2z',
  place:
    'M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11zM12 7.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z',
  out: 'M9 6H5.5v12.5H18V15M12.5 5H19v6.5M19 5l-8 8',
  list: 'M9 7h11M9 12h11M9 17h11M4.5 7h.01M4.5 12h.01M4.5 17h.01',
  tick: 'M5 12.5l4.5 4.5L19 7',
  ticks: 'M2.5 12.5L7 17l8-9M11.5 15.8l1.3 1.2 8.7-9.5',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 1.5',
  alert: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v5M12 16v.01',
  forget: 'M5 7h14M9.5 7V4.5h5V7M7 7l1 13h8l1-13',
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
