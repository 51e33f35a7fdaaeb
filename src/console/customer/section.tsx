/** A titled part of the customer's card. */
import type { ReactNode } from 'react';

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card-part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}
