/** Customers of Northlight's, one for each way that credits can stand when the demo starts. */
export const CUSTOMERS = [
  { id: 'aurora', name: 'Aurora Films', planId: 'studio', rendersClips: true },
  { id: 'basalt', name: 'Basalt & Co', planId: 'studio', rendersClips: false },
  { id: 'cinder', name: 'Cinder Press', planId: 'studio', rendersClips: false },
  { id: 'delta', name: 'Delta Agency', planId: 'agency', rendersClips: false },
  { id: 'ember', name: 'Ember Labs', planId: 'studio', rendersClips: false },
] as const;

export type DemoCustomer = (typeof CUSTOMERS)[number];
export type CustomerId = DemoCustomer['id'];

export const customerCalled = (id: string | undefined): DemoCustomer | undefined =>
  CUSTOMERS.find((customer) => customer.id === id);
