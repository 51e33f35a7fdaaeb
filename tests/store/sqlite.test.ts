/** The SQLite store against the contract that every store has to pass. */
import { describeStore } from '../contracts/store-contract.ts';
import { makeSqliteStore } from '../support/store-sqlite.ts';

describeStore('SQLite', makeSqliteStore);
