/** A database from before people had several channels: numbers that were proven count from the first day of their chat. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { silentLog } from '../../src/core/ports/log.ts';
import { loadMigrations } from '../../src/store/sqlite/migrate.ts';
import { openDatabase } from '../../src/store/sqlite/open-database.ts';
import { createSqliteStore } from '../../src/store/sqlite/open.ts';
import { createManualClock, createSeededRandom } from '../support/manual-clock.ts';
import { T0 } from '../support/store-driver.ts';

const MIGRATIONS = fileURLToPath(new URL('../../src/store/sqlite/migrations/', import.meta.url));

test('is taken over with its numbers', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'prilavok-upgrade-'));
  const file = join(folder, 'counter.db');
  const before = loadMigrations(MIGRATIONS).slice(0, 2);
  const old = await openDatabase(file, before);
  old.db.exec(`
    INSERT INTO contacts (id, public_id, created_at) VALUES (1, 'contact-one', ${T0}), (2, 'contact-two', ${T0});
    INSERT INTO conversations (id, public_id, account, address, contact_id, name, verified_phone, status, priority, epoch,
      version, last_seq, locale, locale_chosen, reachable, dialog, last_at, changed, created_at)
    VALUES (1, 'conversation-one', 'telegram:main', '1', 1, 'Анна', '79161234567', 'bot', 2, 0, 0, 0, 'ru', 0, 1, '{}', ${T0}, 1, ${T0}),
           (2, 'conversation-two', 'viber:main', '2', 2, 'Анна', NULL, 'bot', 2, 0, 0, 0, 'ru', 0, 1, '{}', ${T0}, 2, ${T0})`);
  old.close();
  const clock = createManualClock(T0);
  const store = await createSqliteStore({ file, clock, random: createSeededRandom(1), log: silentLog });
  const ask = { conversationId: 2, account: 'viber:main', phone: '79161234567' } as const;
  const [facts] = await store.readLinkFacts([ask], T0);
  expect(facts?.twins).toMatchObject([{ conversationId: 1, kin: [1], provenAtMs: T0 }]);
  const contact = await store.readContact(2, T0);
  expect(contact).toMatchObject({ publicId: 'contact-two', links: [], suggestions: [] });
  await store.close();
  await rm(folder, { recursive: true, force: true });
});
