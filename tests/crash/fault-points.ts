/** The numbered moments at which a process is killed. Whoever changes a statement here named will see its point uncovered. */

/** Around a statement of the store. */
export interface StatementPoint {
  sql: RegExp;
  side: 'before' | 'after';
}

/** At the platform: while a call of ours is open there. */
export type PlatformPoint = 'platform';

export type FaultPoint =
  | 'before-begin'
  | 'after-inbox'
  | 'after-line'
  | 'after-delivery'
  | 'before-commit'
  | 'after-commit'
  | 'before-ack'
  | 'call-received'
  | 'call-carried-out'
  | 'call-answered'
  | 'before-record'
  | 'after-record'
  | 'after-claim'
  | 'after-task';

export const FAULT_POINTS: Record<FaultPoint, StatementPoint | PlatformPoint | 'answer'> = {
  'before-begin': { sql: /^BEGIN IMMEDIATE/, side: 'before' },
  'after-inbox': { sql: /^INSERT INTO inbox/, side: 'after' },
  'after-line': { sql: /^INSERT INTO messages/, side: 'after' },
  'after-delivery': { sql: /^INSERT INTO deliveries/, side: 'after' },
  'before-commit': { sql: /^COMMIT/, side: 'before' },
  'after-commit': { sql: /^COMMIT/, side: 'after' },
  'before-ack': 'answer',
  'call-received': 'platform',
  'call-carried-out': 'platform',
  'call-answered': 'platform',
  'before-record': { sql: /^UPDATE deliveries SET state = \?, lane = NULL, external_id/, side: 'before' },
  'after-record': { sql: /^UPDATE deliveries SET state = \?, lane = NULL, external_id/, side: 'after' },
  'after-claim': { sql: /^UPDATE deliveries AS d SET state = 'sending'/, side: 'after' },
  'after-task': { sql: /^UPDATE tasks SET/, side: 'after' },
};

export const FAULT_POINT_NAMES = Object.keys(FAULT_POINTS) as FaultPoint[];

export function isStatementPoint(where: (typeof FAULT_POINTS)[FaultPoint]): where is StatementPoint {
  return typeof where === 'object';
}

export function isPlatformPoint(name: FaultPoint): boolean {
  return FAULT_POINTS[name] === 'platform';
}
