/** The customers as tabs, with a mark where something waits unread; and a way to add one. */
import type { KeyboardEvent } from 'react';
import { Face } from '../ui/face.tsx';
import { AddCustomer } from './add-customer.tsx';
import type { PageState } from './playground-state.ts';
import type { Trying } from './use-failing.ts';
import { usePlaygroundWords } from './words.ts';

export interface CustomersProps {
  state: PageState;
  open(customer: string): void;
  trying: Trying;
}

export function Customers({ state, open, trying }: CustomersProps) {
  const words = usePlaygroundWords();
  const { customers, chosen, unread } = state;
  const step = (event: KeyboardEvent<HTMLElement>): void => {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (way === undefined) return;
    event.preventDefault();
    const at = customers.findIndex(({ id }) => id === chosen);
    const next = customers.at((at + way) % customers.length);
    if (next === undefined) return;
    open(next.id);
    document.getElementById(`pg-tab-${next.id}`)?.focus();
  };
  return (
    <div className="pg-customers">
      <div className="pg-tabs" role="tablist" aria-label={words('customers.label')} onKeyDown={step}>
        {customers.map(({ id, name, locale }) => {
          const count = unread[id] ?? 0;
          return (
            <button
              key={id}
              id={`pg-tab-${id}`}
              ref={
                id === chosen ? (tab) => tab?.scrollIntoView({ inline: 'nearest', block: 'nearest' }) : null
              }
              type="button"
              role="tab"
              className="pg-tab"
              aria-selected={id === chosen}
              aria-controls="pg-phone"
              tabIndex={id === chosen ? 0 : -1}
              title={name}
              onClick={() => open(id)}
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
      <AddCustomer open={open} trying={trying} />
    </div>
  );
}
