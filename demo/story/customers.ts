/** A customer of Northlight's, and what an evaluator sees when signed in as them. */
export type DemoCustomer = {
  readonly id: string;
  readonly name: string;
  readonly planId: 'studio' | 'agency';
  /** How their credits stand when the demo starts. */
  readonly state: string;
  readonly rendersClips?: boolean;
};

export const CUSTOMERS = [
  { id: 'aurora', name: 'Aurora Films', planId: 'studio', state: 'Plenty left', rendersClips: true },
  { id: 'basalt', name: 'Basalt & Co', planId: 'studio', state: 'Running low' },
  { id: 'cinder', name: 'Cinder Press', planId: 'studio', state: 'Used up' },
  { id: 'delta', name: 'Delta Agency', planId: 'agency', state: 'Overdrawn' },
  { id: 'ember', name: 'Ember Labs', planId: 'studio', state: 'Brand new' },
] as const satisfies readonly DemoCustomer[];

export const customerCalled = (id: string | undefined): DemoCustomer | undefined =>
  CUSTOMERS.find((customer) => customer.id === id);
