/**
 * The messages of WhatsApp on which something can be tapped. Each takes one kind of thing only: up to three answers, or a list,
 * or a link, or a request. Pure.
 */
import type { Json } from '../../src/core/content.ts';
import type { ListRow } from '../../src/rendering/bubble.ts';
import { truncate } from '../../src/rendering/split-text.ts';

/** The fields of a call without receiver: `{type: 'text', text: {…}}`. */
export type Message = { type: string; [field: string]: Json };

export const BODY_MAX = 1024;
export const BUTTON_TITLE_MAX = 20;
const ROW_TITLE_MAX = 24;
const ROW_DESCRIPTION_MAX = 72;

/** At most three answers. */
export function buttonsMessage(body: string, buttons: { label: string; token: string }[]): Message {
  const titles = distinct(
    buttons.map(({ label }) => label),
    BUTTON_TITLE_MAX,
  );
  const replies = buttons.map(({ token }, index) => ({
    type: 'reply',
    reply: { id: token, title: titles[index] ?? '' },
  }));
  return interactive('button', body, { buttons: replies });
}

/** At most ten rows behind a button. A label that is too long for its row stands whole in the line below. */
export function listMessage(body: string, { open, rows }: { open: string; rows: ListRow[] }): Message {
  const titles = distinct(
    rows.map(({ label }) => label),
    ROW_TITLE_MAX,
  );
  const shown = rows.map(({ label, description, token }, index): Json => {
    const below = description ?? (label.length > ROW_TITLE_MAX ? label : '');
    return {
      id: token,
      title: titles[index] ?? '',
      ...(below === '' ? {} : { description: truncate(below, ROW_DESCRIPTION_MAX) }),
    };
  });
  return interactive('list', body, { button: truncate(open, BUTTON_TITLE_MAX), sections: [{ rows: shown }] });
}

/** One button that opens a page. */
export function linkMessage(body: string, label: string, url: string): Message {
  return interactive('cta_url', body, { name: 'cta_url', parameters: { display_text: label, url } });
}

/** Asks for the customer's own number; the button speaks the language of their phone. */
export function phoneRequest(body: string): Message {
  return interactive('request_contact_info', body, { name: 'request_contact_info' });
}

/** Asks where the customer is; the button speaks the language of their phone. */
export function locationRequest(body: string): Message {
  return interactive('location_request_message', body, { name: 'send_location' });
}

function interactive(type: string, body: string, action: { [field: string]: Json }): Message {
  return { type: 'interactive', interactive: { type, body: { text: body }, action } };
}

/** Short titles, no two of them alike: the platform refuses a message whose titles repeat. */
function distinct(labels: string[], max: number): string[] {
  const titles: string[] = [];
  for (const label of labels) {
    let title = truncate(label, max);
    for (let copy = 2; titles.includes(title); copy += 1) {
      title = `${truncate(label, max - 1 - String(copy).length)} ${copy}`;
    }
    titles.push(title);
  }
  return titles;
}
