/**
 * The phones of several messengers as one book: the same person may have one in each. Ids say which messenger it is, so
 * that two platforms may count alike.
 */
import type {
  CustomerPhone,
  NewPhoneOwner,
  PhoneBook,
  PhoneEvent,
  PhoneOwner,
} from '../../core/ports/phone.ts';

export interface JoinedPhones {
  /** By messenger in the given order, then by arrival. */
  list(): PlacedOwner[];
  /** Null: there are as many as may be, or no such messenger. */
  add(platform: string, person: NewPhoneOwner): PlacedOwner | null;
  phone(id: string): PlacedPhone | null;
  watch(watcher: (ownerId: string, event: PhoneEvent) => void): () => void;
}

export type PlacedOwner = PhoneOwner & { platform: string };
export type PlacedPhone = CustomerPhone & { readonly owner: PlacedOwner };

/** `books` by messenger. */
export function joinPhones(books: ReadonlyMap<string, PhoneBook>): JoinedPhones {
  return {
    list: () => [...books].flatMap(([platform, book]) => book.list().map((owner) => place(platform, owner))),
    add(platform, person) {
      const owner = books.get(platform)?.add(person);
      return owner ? place(platform, owner) : null;
    },
    phone(id) {
      const mark = id.indexOf('.');
      const platform = id.slice(0, mark);
      const phone = books.get(platform)?.phone(id.slice(mark + 1));
      if (!phone) return null;
      return {
        owner: place(platform, phone.owner),
        screen: () => phone.screen(),
        file: (file) => phone.file(file),
        act: (act) => phone.act(act),
      };
    },
    watch(watcher) {
      const ends = [...books].map(([platform, book]) =>
        book.watch((ownerId, event) => watcher(`${platform}.${ownerId}`, placed(platform, event))),
      );
      return () => ends.forEach((end) => end());
    },
  };
}

function place(platform: string, owner: PhoneOwner): PlacedOwner {
  return { ...owner, id: `${platform}.${owner.id}`, platform };
}

function placed(platform: string, event: PhoneEvent): PhoneEvent {
  return event.type === 'added' ? { ...event, owner: place(platform, event.owner) } : event;
}
