/** The customers as tabs, with a mark where something waits unread; and a way to add one. */
import type { KeyboardEvent } from 'react';
import { Face } from '../ui/face.tsx';
import { AddCustomer } from './add-customer.tsx';
import { peopleOf, type PageState } from './playground-state.ts';
import type { Trying } from './use-failing.ts';
import { usePlaygroundWords } from './words.ts';

export interface CustomersProps {
  state: PageState;
  open(customer: string): void;
  choose(person: string): void;
  trying: Trying;
}

export function Customers({ state, open, choose, trying }: CustomersProps) {
  const words = usePlaygroundWords();
  const { unread } = state;
  const people = peopleOf(state);
  const step = (event: KeyboardEvent<HTMLElement>): void => {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (way === undefined) return;
    event.preventDefault();
    const at = people.findIndex(({ person }) => person === state.person);
    const next = people.at((at + way) % people.length);
    if (next === undefined) return;
    choose(next.person);
    document.getElementById(`pg-tab-${next.phones[0]?.id}`)?.focus();
  };
  return (
    <div className="pg-customers">
      <div className="pg-tabs" role="tablist" aria-label={words('customers.label')} onKeyDown={step}>
        {people.map(({ person, phones }) => {
          const { id = '', name = '', locale } = phones[0] ?? {};
          const count = phones.reduce((sum, phone) => sum + (unread[phone.id] ?? 0), 0);
          const isChosen = person === state.person;
          return (
            <button
              key={id}
              id={`pg-tab-${id}`}
              ref={isChosen ? (tab) => tab?.scrollIntoView({ inline: 'nearest', block: 'nearest' }) : null}
              type="button"
              role="tab"
              className="pg-tab"
              aria-selected={isChosen}
              aria-controls="pg-phones"
              tabIndex={isChosen ? 0 : -1}
              title={name}
              onClick={() => choose(person)}
            >
              <Face name={name} size={28} />
              <span className="pg-tab-name">{name.split(' ')[0]}</span>
              <span className="pg-tag">{locale}</span>
              {count > 0 && (
                <span className="pg-badge">
                  <span aria-hidden="true">{count}</span>
                  <span className="p-hidden">{words('customers.unread', { count })}</span>
                </span>
              )}
            </button>
          );
        })}
      </div>
      <AddCustomer platform={state.platform} open={open} trying={trying} />
    </div>
  );
}
