/**
 * A thread that copies the write-ahead log back into the database, so that the writer's event loop never waits for it.
 * It opens the file for this alone and writes nothing of its own.
 */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

export interface CheckpointReport {
  /** Pages in the log and pages copied back; -1 when the checkpoint could not run. */
  log: number;
  copied: number;
  error: string | null;
}

const { file } = workerData as { file: string };
const db = new Database(file, { timeout: 0, fileMustExist: true });
db.pragma('wal_autocheckpoint = 0');
// A checkpoint must have reached the disk before the log is used anew.
db.pragma('synchronous = FULL');
const checkpoint = db.prepare<[], { log: number; checkpointed: number }>('PRAGMA wal_checkpoint(PASSIVE)');

parentPort?.on('message', (order: 'checkpoint' | 'stop') => {
  if (order === 'stop') {
    db.close();
    parentPort?.close();
    return;
  }
  parentPort?.postMessage(run());
});

function run(): CheckpointReport {
  try {
    const row = checkpoint.get();
    return { log: row?.log ?? -1, copied: row?.checkpointed ?? -1, error: null };
  } catch (error) {
    return { log: -1, copied: -1, error: error instanceof Error ? error.message : String(error) };
  }
}
