/**
 * The bytes of files that are not sent yet. Kept in the frame's own database, since the page's storage holds only texts;
 * where a browser throws that away, the visitor is asked for the file again. Never throws.
 */

export interface Blobs {
  keep(id: string, blob: Blob): void;
  /** Null: it is gone. */
  read(id: string): Promise<Blob | null>;
  drop(id: string): void;
}

const STORE = 'files';

export function openBlobs(): Blobs {
  const held = new Map<string, Blob>();
  const database = open();
  const act = async (
    mode: IDBTransactionMode,
    run: (store: IDBObjectStore) => IDBRequest,
  ): Promise<unknown> => {
    const db = await database;
    if (db === null) return null;
    try {
      return await settle(run(db.transaction(STORE, mode).objectStore(STORE)));
    } catch {
      return null;
    }
  };
  return {
    keep(id, blob) {
      held.set(id, blob);
      void act('readwrite', (store) => store.put(blob, id));
    },
    async read(id) {
      const blob = held.get(id) ?? (await act('readonly', (store) => store.get(id)));
      return blob instanceof Blob ? blob : null;
    },
    drop(id) {
      held.delete(id);
      void act('readwrite', (store) => store.delete(id));
    },
  };
}

function open(): Promise<IDBDatabase | null> {
  try {
    const request = indexedDB.open('prilavok', 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
    return settle(request).catch(() => null);
  } catch {
    return Promise.resolve(null);
  }
}

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('the database refused')));
  });
}
