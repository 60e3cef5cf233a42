/** One customer for each state of a balance. */
export const CUSTOMERS = [
  { id: 'aurora', name: 'Aurora Films', planId: 'studio', rendersClips: true },
  { id: 'basalt', name: 'Basalt & Co', planId: 'studio', rendersClips: false },
  { id: 'cinder', name: 'Cinder Press', planId: 'studio', rendersClips: false },
  { id: 'delta', name: 'Delta Agency', planId: 'agency', rendersClips: false },
  { id: 'ember', name: 'Ember Labs', planId: 'studio', rendersClips: false },
] as const;

export type DemoCustomer = (typeof CUSTOMERS)[number];
export type CustomerId = DemoCustomer['id'];

/** The page is signed in as the first user. The others are the colleagues. */
export const USERS: Readonly<Record<CustomerId, readonly [string, ...string[]]>> = {
  aurora: ['ines', 'tomas', 'wanda'],
  basalt: ['aiko', 'bruno'],
  cinder: ['rosa', 'sam'],
  delta: ['lea', 'malik', 'noor', 'otto'],
  ember: ['kai', 'mira'],
};

export const findCustomer = (id: string): DemoCustomer | undefined => CUSTOMERS.find((customer) => customer.id === id);
