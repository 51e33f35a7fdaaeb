/** The mark of presence on a face. */
import type { OperatorRow } from '../../api/people.ts';

/** Off duty shows as away, even at an open console. */
export function dotOf(operator: OperatorRow): OperatorRow['presence'] {
  return operator.presence === 'here' && !operator.onDuty ? 'away' : operator.presence;
}
