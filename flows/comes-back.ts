/**
 * What a state of a flow takes when the customer comes back to it: from a person of the shop, from another flow, or not at
 * all. Shared by the flows, so that none forgets one of the three; it decides nothing and says nothing.
 */

/** Enters the state anew, so that its question is asked, or its look-up made, once more. */
export function comesBack<const State extends string>(state: State) {
  const anew = { target: state, reenter: true } as const;
  return { 'human.returned': anew, 'flow.resumed': anew } as const;
}

/** The same for a state that asks and gives up, without a word, when its idle timer is due. */
export function asksAgain<const State extends string>(state: State) {
  return { ...comesBack(state), 'timer.idle': 'ended' } as const;
}
