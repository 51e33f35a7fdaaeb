/** The thread in which a set of entries teaches about itself: seconds of reckoning must not hold up a customer. One job, then it ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { MatcherEntry } from './build-index.ts';
import { learn } from './learn.ts';
import { lexiconFor, type Vocabulary } from './lexicon.ts';

const { entries, vocabulary } = workerData as { entries: MatcherEntry[]; vocabulary: Vocabulary };
parentPort?.postMessage(learn(entries, { lexicon: lexiconFor(vocabulary) }));
