/** The thread in which questions are gathered by likeness: a second of reckoning must not hold up a customer. One job, then it ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { clusterQuestions, type AskedInVain } from './cluster-questions.ts';

const { questions } = workerData as { questions: AskedInVain[] };
parentPort?.postMessage(clusterQuestions(questions));
